"""Small packages in the place of fastapi, starlette and mcp, which the suite does without: what the SDK needs of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


class FastAPI:
    """Notes what is added to it."""

    def __init__(self, **settings: Any) -> None:
        self.settings = {name: value for name, value in settings.items() if name != "lifespan"}
        self.title = settings.get("title")
        self.routes: list[tuple[Any, ...]] = []
        self.middleware: list[Any] = []
        self.state = None

    def add_middleware(self, cls: Any, **settings: Any) -> None:
        self.middleware.append((cls.__name__, sorted(settings.get("excluded_paths", ()))))

    def add_api_route(self, path: str, endpoint: Any, *, methods: Any, name: str | None = None, **_: Any) -> None:
        self.routes.append((tuple(methods), path, name or endpoint.__name__))

    def get(self, path: str, **settings: Any) -> Callable[[Any], Any]:
        return self._route("GET", path)

    def post(self, path: str, **settings: Any) -> Callable[[Any], Any]:
        return self._route("POST", path)

    def _route(self, method: str, path: str) -> Callable[[Any], Any]:
        def add(endpoint: Any) -> Any:
            self.add_api_route(path, endpoint, methods=[method])
            return endpoint

        return add


class Anything:
    """Takes any arguments and keeps them."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        self.settings = settings


class FastMCP(Anything):
    def add_tool(self, *_args: Any, **_settings: Any) -> None: ...

    def streamable_http_app(self) -> Any:
        return self

    sse_app = streamable_http_app


_MODULES: dict[str, dict[str, Any]] = {
    "fastapi": {"FastAPI": FastAPI, "HTTPException": Exception, "Query": Anything, "Request": Anything},
    "fastapi.responses": {"HTMLResponse": Anything, "JSONResponse": Anything},
    "starlette": {},
    "starlette.status": {},
    "starlette.datastructures": {"State": type("State", (), {})},
    "starlette.applications": {"Starlette": Anything},
    "starlette.middleware": {"Middleware": Anything},
    "starlette.responses": {"JSONResponse": Anything},
    "starlette.routing": {"Mount": Anything, "Route": Anything},
    "mcp": {},
    "mcp.server": {},
    "mcp.server.fastmcp": {"FastMCP": FastMCP},
    "mcp.server.transport_security": {"TransportSecuritySettings": Anything},
    "mcp.types": {"ToolAnnotations": Anything},
}


@contextmanager
def installed() -> Iterator[None]:
    """Let them be imported."""
    hidden = {name: sys.modules.pop(name) for name in list(sys.modules) if name.partition(".")[0] in _MODULES}
    made = {}
    for name, content in _MODULES.items():
        made[name] = ModuleType(name)
        vars(made[name]).update(content)
        parent, _, leaf = name.rpartition(".")
        if parent:
            setattr(made[parent], leaf, made[name])
    sys.modules.update(made)
    try:
        yield
    finally:
        for name in made:
            del sys.modules[name]
        sys.modules.update(hidden)


def with_packages(call: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a call that finds them."""

    def wrapped(flyte: Any) -> Any:
        with installed():
            return call(flyte)

    return wrapped
