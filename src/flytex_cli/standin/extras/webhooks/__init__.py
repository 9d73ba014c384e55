"""`flyte.extras.webhooks`: an app that receives other services' webhooks. It is made; it answers nothing here."""

from __future__ import annotations

from ._app import EventHandler, WebhookAppEnvironment
from ._errors import SignatureError, WebhookPluginError
from ._event import WebhookEvent
from ._event_type import EventType
from ._provider import (
    HandshakeFn,
    ParseFn,
    Provider,
    VerifyFn,
    constant_time_equals,
    hex_hmac_sha256,
    json_body,
    lower_headers,
)
from ._run_once import DUPE_LABEL_KEY, RunOnceResult, blocking_run, run_once

__all__ = [
    "DUPE_LABEL_KEY",
    "EventHandler",
    "EventType",
    "HandshakeFn",
    "ParseFn",
    "Provider",
    "RunOnceResult",
    "SignatureError",
    "VerifyFn",
    "WebhookAppEnvironment",
    "WebhookEvent",
    "WebhookPluginError",
    "blocking_run",
    "constant_time_equals",
    "hex_hmac_sha256",
    "json_body",
    "lower_headers",
    "run_once",
]
