"""`flyte.app.extras`: apps made with FastAPI."""

from __future__ import annotations

from ._auth_middleware import FastAPIPassthroughAuthMiddleware
from ._fastapi import FastAPIAppEnvironment
from ._webhook_app import FlyteWebhookAppEnvironment

__all__ = ["FastAPIAppEnvironment", "FastAPIPassthroughAuthMiddleware", "FlyteWebhookAppEnvironment"]
