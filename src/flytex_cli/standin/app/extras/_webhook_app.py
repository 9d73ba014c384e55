"""An app that lets other services start runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flytex_cli.standin.app._app_environment import AppEnvironment


@dataclass(kw_only=True, repr=True)
class FlyteWebhookAppEnvironment(AppEnvironment):
    """An app with an endpoint for each operation of Flyte.

    Attributes:
        title: of its documentation.
        endpoint_groups: the groups of endpoints to offer.
        endpoints: the endpoints to offer.
        task_allowlist: the tasks that may be started.
        app_allowlist: the apps that may be changed.
        trigger_allowlist: the triggers that may be changed.
        uvicorn_config: how uvicorn serves it.
    """

    title: str | None = None
    type: str | None = "FlyteWebhookAPI"
    endpoint_groups: list[str] | tuple[str, ...] | None = None
    endpoints: list[str] | tuple[str, ...] | None = None
    task_allowlist: list[str] | None = None
    app_allowlist: list[str] | None = None
    trigger_allowlist: list[str] | None = None
    uvicorn_config: Any | None = None
    app: Any = field(init=False, default=None)
