"""Errors of receiving a webhook."""

from __future__ import annotations


class WebhookPluginError(Exception):
    """A webhook cannot be received."""


class SignatureError(WebhookPluginError):
    """A delivery is not authentic, or cannot be read."""
