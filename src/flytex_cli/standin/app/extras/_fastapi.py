"""An app that serves a FastAPI application."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

from flytex_cli.standin._core.app.environment import AppEnvironment
from flytex_cli.standin._core.app.settings import Link
from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly
from flytex_cli.standin._core.common.repr import short_repr
from flytex_cli.standin._core.context.serialization import SerializationContext


@short_repr
@dataclass(kw_only=True, repr=True)
class FastAPIAppEnvironment(AppEnvironment):
    """An app made of a `fastapi.FastAPI`.

    Attributes:
        app: the application.
        uvicorn_config: how uvicorn serves it.
    """

    app: Any
    type: str = "FastAPI"
    uvicorn_config: Any | None = None

    _fastapi_app_server = RuntimeOnly("flyte.app.extras.FastAPIAppEnvironment")

    def __post_init__(self) -> None:
        try:
            fastapi: Any = importlib.import_module("fastapi")
        except ModuleNotFoundError as error:
            raise ModuleNotFoundError(
                f"app {self.name!r}: {type(self).__name__} needs the package fastapi, which is not installed",
                name="fastapi",
            ) from error
        super().__post_init__()
        if self.app is None:
            raise ValueError(f"app {self.name!r}: app must be a fastapi.FastAPI, got None")
        if not isinstance(self.app, fastapi.FastAPI):
            raise TypeError(f"app {self.name!r}: app must be a fastapi.FastAPI, got {self.app!r}")
        self._serve_by_fastapi()

    def _serve_by_fastapi(self) -> None:
        self.links = [Link(path="/docs", title="FastAPI OpenAPI Docs", is_relative=True), *self.links]
        self._server = self._fastapi_app_server

    def container_command(self, serialization_context: SerializationContext) -> list[str]:
        """Return no command: the application is served by `_server`."""
        return []
