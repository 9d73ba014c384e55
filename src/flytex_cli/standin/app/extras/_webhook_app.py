"""An app that lets other services start runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flytex_cli.standin._core.app.environment import AppEnvironment
from flytex_cli.standin._core.app.webhook_endpoints import (
    ALL_WEBHOOK_ENDPOINT_GROUPS,
    ALL_WEBHOOK_ENDPOINTS,
    ENDPOINT_GROUP_MAPPING,
    is_app_allowed,
    is_task_allowed,
    is_trigger_allowed,
    make_webhook_app,
    resolve_endpoints,
)
from flytex_cli.standin._core.common.made import Made
from flytex_cli.standin._core.image.image import Image

from ._auth_middleware import FastAPIPassthroughAuthMiddleware
from ._fastapi import FastAPIAppEnvironment

__all__ = [
    "ALL_WEBHOOK_ENDPOINTS",
    "ALL_WEBHOOK_ENDPOINT_GROUPS",
    "ENDPOINT_GROUP_MAPPING",
    "FlyteWebhookAppEnvironment",
    "is_app_allowed",
    "is_task_allowed",
    "is_trigger_allowed",
]


@dataclass(kw_only=True, repr=True)
class FlyteWebhookAppEnvironment(FastAPIAppEnvironment):
    """An app with an endpoint for each operation of Flyte.

    Its `app` is made when it is asked for: only then is the package fastapi needed.

    Attributes:
        title: of its documentation.
        endpoint_groups: the groups of endpoints to offer.
        endpoints: the endpoints to offer.
        task_allowlist: the tasks that may be started.
        app_allowlist: the apps that may be changed.
        trigger_allowlist: the triggers that may be changed.
    """

    title: str | None = None
    type: str = "FlyteWebhookApp"
    app: Any = field(default=None, init=False, repr=False, compare=False)
    uvicorn_config: Any | None = None
    image: Any = field(default_factory=lambda: Image.from_debian_base().with_pip_packages("fastapi", "uvicorn"))
    endpoint_groups: list[str] | tuple[str, ...] | None = None
    endpoints: list[str] | tuple[str, ...] | None = None
    task_allowlist: list[str] | None = None
    app_allowlist: list[str] | None = None
    trigger_allowlist: list[str] | None = None

    def __post_init__(self) -> None:
        if self.endpoints is not None and self.endpoint_groups is not None:
            raise ValueError(f"app {self.name!r}: give endpoints or endpoint_groups, not both")
        self._enabled = resolve_endpoints(self.endpoint_groups, self.endpoints)
        AppEnvironment.__post_init__(self)
        self._serve_by_fastapi()

    def __repr__(self) -> str:
        shown: dict[str, Any] = {"name": self.name, "title": self.title, "type": self.type}
        chosen = ("endpoint_groups", "endpoints", "task_allowlist", "app_allowlist", "trigger_allowlist")
        shown |= {name: list(value) for name in chosen if (value := getattr(self, name)) is not None}
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in shown.items())})"

    def _make_app(self) -> Any:
        title = self.title or f"Flyte Webhook: {self.name}"
        return make_webhook_app(title, self.description, self._enabled, FastAPIPassthroughAuthMiddleware)


FlyteWebhookAppEnvironment.app = Made("app", FlyteWebhookAppEnvironment._make_app)
