"""`flyte.notify`: whom to tell when a run ends."""

from __future__ import annotations

from flytex_cli.standin._core.trigger.notify import Email, NamedDelivery, NamedRule, Notification, Slack, Teams, Webhook

__all__ = ["Email", "NamedDelivery", "NamedRule", "Notification", "Slack", "Teams", "Webhook"]
