"""Notifications of a trigger's runs: a named rule, or rules of their own."""

from __future__ import annotations

import json
from typing import Any

from flyteidl2.common import phase_pb2
from flyteidl2.notification import definition_pb2
from flyteidl2.task import run_pb2

from flytex_cli.standin._core.context.action import ActionPhase
from flytex_cli.standin._core.trigger.notify import Email, NamedDelivery, NamedRule, Notification, Slack, Teams, Webhook

_JSON = {"Content-Type": "application/json"}


def to_notification_settings(
    notifications: NamedRule | Notification | tuple[Notification, ...],
) -> tuple[str | None, run_pb2.InlineRuleList | None]:
    """Return the name of a rule, or rules; the other one is None."""
    if isinstance(notifications, NamedRule):
        return notifications.name, None
    several = (notifications,) if isinstance(notifications, Notification) else notifications
    return None, run_pb2.InlineRuleList(rules=[_to_rule(notification) for notification in several])


def _to_rule(notification: Notification) -> run_pb2.InlineRule:
    known = phase_pb2.ActionPhase
    # `failed` as text is a phase too.
    phases = [known.Name(ActionPhase(phase).to_protobuf_value()) for phase in notification.phases]
    if isinstance(notification, NamedDelivery):
        return run_pb2.InlineRule(on_phases=phases, delivery_config_name=notification.name)
    return run_pb2.InlineRule(on_phases=phases, delivery_template=_to_delivery(notification))


def _to_delivery(notification: Notification) -> definition_pb2.DeliveryConfigTemplate:
    if isinstance(notification, Email):
        return definition_pb2.DeliveryConfigTemplate(email=_to_email(notification))
    if isinstance(notification, Slack):
        slack: Any = {"blocks": list(notification.blocks)} if notification.blocks else {"text": notification.message}
        return _to_webhook(notification.webhook_url, "POST", _JSON, json.dumps(slack))
    if isinstance(notification, Teams):
        teams: Any = notification.card or {"title": notification.title, "text": notification.message}
        return _to_webhook(notification.webhook_url, "POST", _JSON, json.dumps(teams))
    if isinstance(notification, Webhook):
        body = json.dumps(notification.body) if notification.body is not None else ""
        return _to_webhook(notification.url, notification.method, notification.headers or {}, body)
    raise TypeError(
        "a notification is an Email, Slack, Teams, Webhook or NamedDelivery of flyte.notify, "
        f"got {type(notification).__name__}"
    )


def _to_email(email: Email) -> definition_pb2.EmailDeliveryTemplate:
    return definition_pb2.EmailDeliveryTemplate(
        to=[definition_pb2.EmailRecipient(address=address) for address in email.recipients],
        cc=[definition_pb2.EmailRecipient(address=address) for address in email.cc],
        bcc=[definition_pb2.EmailRecipient(address=address) for address in email.bcc],
        inline=definition_pb2.InlineEmailTemplate(
            subject=email.subject, text_template=email.body, html_template=email.html_body or "No HTML body"
        ),
    )


def _to_webhook(url: str, method: str, headers: dict[str, str], body: str) -> definition_pb2.DeliveryConfigTemplate:
    known = definition_pb2.HttpMethod
    name = f"HTTP_METHOD_{method}"
    return definition_pb2.DeliveryConfigTemplate(
        webhook=definition_pb2.WebhookDeliveryTemplate(
            url=url,
            method=name if name in known.keys() else "HTTP_METHOD_POST",  # noqa: SIM118 (no mapping)
            headers=headers,
            body_template=body,
        )
    )
