"""An app that serves a FastAPI application."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

from flytex_cli.standin.app._app_environment import AppEnvironment
from flytex_cli.standin.app._types import Link


@dataclass(kw_only=True, repr=True)
class FastAPIAppEnvironment(AppEnvironment):
    """An app made of a `fastapi.FastAPI`.

    Attributes:
        app: the application.
        uvicorn_config: how uvicorn serves it.
    """

    app: Any
    type: str | None = "FastAPI"
    uvicorn_config: Any | None = None

    def __post_init__(self) -> None:
        try:
            fastapi: Any = importlib.import_module("fastapi")
        except ModuleNotFoundError as error:
            raise ModuleNotFoundError(
                f"app {self.name!r}: FastAPIAppEnvironment needs the package fastapi, which is not installed",
                name="fastapi",
            ) from error
        super().__post_init__()
        if not isinstance(self.app, fastapi.FastAPI):
            raise TypeError(f"app {self.name!r}: app must be a fastapi.FastAPI, got {self.app!r}")
        self.links = [Link(path="/docs", title="FastAPI OpenAPI Docs", is_relative=True), *self.links]
