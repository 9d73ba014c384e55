"""The application that receives other services' webhooks (routes of SDK 2.12.1); none of them answers here."""

from __future__ import annotations

import importlib
from typing import Any

from flytex_cli.standin._core.errors import StandinRunsNothingError


def make_receiver(name: str, prefix: str) -> Any:
    """Return the FastAPI application of an app's name."""
    fastapi: Any = importlib.import_module("fastapi")
    app = fastapi.FastAPI(
        title=f"{name} — SaaS webhooks",
        description="Setup dashboard and verified webhook receiver.",
        version="1.0.0",
    )
    routes = (
        ("GET", "/healthz", "healthz"),
        ("GET", "/api/status", "status"),
        ("GET", "/api/events", "events"),
        ("GET", "/", "dashboard"),
        ("POST", f"{prefix}/{{provider}}", "receive"),
    )
    for method, path, function in routes:
        app.add_api_route(path, _refuse, methods=[method], name=function)
    return app


async def _refuse() -> None:
    raise StandinRunsNothingError("an app that receives webhooks")
