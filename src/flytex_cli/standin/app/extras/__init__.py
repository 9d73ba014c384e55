"""`flyte.app.extras`: apps made with FastAPI."""

from __future__ import annotations

from typing import Any

from ._fastapi import FastAPIAppEnvironment
from ._webhook_app import FlyteWebhookAppEnvironment

__all__ = ["FastAPIAppEnvironment", "FastAPIPassthroughAuthMiddleware", "FlyteWebhookAppEnvironment"]


class FastAPIPassthroughAuthMiddleware:
    """Hands the caller's credentials on to Flyte; here it only passes requests on."""

    def __init__(
        self, app: Any, header_extractors: list[Any] | None = None, excluded_paths: set[str] | None = None
    ) -> None:
        self.app = app
        self.header_extractors = header_extractors
        self.excluded_paths = excluded_paths

    @staticmethod
    def extract_authorization_header(request: Any) -> tuple[str, str] | None:
        """Return the authorization header of a request."""
        value = request.headers.get("authorization")
        return ("authorization", value) if value else None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.app(scope, receive, send)
