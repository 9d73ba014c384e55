"""The endpoints of the SDK's own webhook app (2.12.1): their names, groups and routes, and the application."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

from flytex_cli.standin._core.common.loggers import logger
from flytex_cli.standin._core.errors import StandinRunsNothingError

# The name, the method and path, and the name of the function that answers.
_ROUTES = {
    "health": ("GET", "/health", "health_check"),
    "me": ("GET", "/me", "get_current_user"),
    "run_task": ("POST", "/run-task/{domain}/{project}/{name}", "run_task"),
    "get_task": ("GET", "/task/{domain}/{project}/{name}", "get_task_metadata"),
    "get_run": ("GET", "/run/{name}", "get_run"),
    "get_run_io": ("GET", "/run/{name}/io", "get_run_io"),
    "abort_run": ("POST", "/run/{name}/abort", "abort_run"),
    "get_app": ("GET", "/app/{name}", "get_app_status"),
    "activate_app": ("POST", "/app/{name}/activate", "activate_app"),
    "deactivate_app": ("POST", "/app/{name}/deactivate", "deactivate_app"),
    "call_app": ("POST", "/app/{name}/call", "call_app_endpoint"),
    "activate_trigger": ("POST", "/trigger/{task_name}/{trigger_name}/activate", "activate_trigger"),
    "deactivate_trigger": ("POST", "/trigger/{task_name}/{trigger_name}/deactivate", "deactivate_trigger"),
    "build_image": ("POST", "/build-image", "build_image"),
    "prefetch_hf_model": ("POST", "/prefetch/hf-model", "prefetch_hf_model"),
    "get_prefetch_hf_model": ("GET", "/prefetch/hf-model/{run_name}", "get_prefetch_hf_model_status"),
    "get_prefetch_hf_model_io": ("GET", "/prefetch/hf-model/{run_name}/io", "get_prefetch_hf_model_io"),
    "abort_prefetch_hf_model": ("POST", "/prefetch/hf-model/{run_name}/abort", "abort_prefetch_hf_model"),
}

ALL_WEBHOOK_ENDPOINTS: tuple[str, ...] = tuple(_ROUTES)
ENDPOINT_GROUP_MAPPING: dict[str, tuple[str, ...]] = {
    "all": ALL_WEBHOOK_ENDPOINTS,
    "core": ("health", "me"),
    "task": ("run_task", "get_task"),
    "run": ("get_run", "get_run_io", "abort_run"),
    "app": ("get_app", "activate_app", "deactivate_app", "call_app"),
    "trigger": ("activate_trigger", "deactivate_trigger"),
    "build": ("build_image",),
    "prefetch": tuple(name for name in _ROUTES if "prefetch" in name),
}
ALL_WEBHOOK_ENDPOINT_GROUPS: tuple[str, ...] = tuple(ENDPOINT_GROUP_MAPPING)

_OPEN = frozenset({"/health", "/docs", "/openapi.json", "/redoc"})


def resolve_endpoints(groups: Sequence[str] | None, endpoints: Sequence[str] | None) -> set[str]:
    """Return the endpoints to serve: those of some groups and those named; without either, all.

    An unknown group is skipped with a warning and an unknown endpoint kept, as in the SDK.
    """
    if groups is None and endpoints is None:
        return set(ALL_WEBHOOK_ENDPOINTS)
    enabled = set(endpoints or ())
    for group in groups or ():
        if group in ENDPOINT_GROUP_MAPPING:
            enabled.update(ENDPOINT_GROUP_MAPPING[group])
        else:
            logger.warning(f"the webhook app has no endpoint group {group!r}: it is skipped")
    return enabled


def make_webhook_app(title: str, endpoints: set[str], middleware: Any) -> Any:
    """Return a FastAPI application with the routes of some endpoints; none of them answers here."""
    fastapi: Any = importlib.import_module("fastapi")
    app = fastapi.FastAPI(title=title, description="A webhook service for Flyte operations", version="1.0.0")
    app.add_middleware(middleware, excluded_paths=set(_OPEN))
    for name, (method, path, function) in _ROUTES.items():
        if name in endpoints:
            app.add_api_route(path, _refusal(function), methods=[method], name=function)
    return app


def _refusal(name: str) -> Any:
    async def refuse() -> None:
        raise StandinRunsNothingError(f"the endpoint {name} of a webhook app")

    return refuse


def is_task_allowed(allowlist: Sequence[str] | None, domain: str, project: str, name: str) -> bool:
    """Say whether a task may be started: it is listed as `domain/project/name`, `project/name` or `name`."""
    return allowlist is None or bool({name, f"{project}/{name}", f"{domain}/{project}/{name}"} & set(allowlist))


def is_app_allowed(allowlist: Sequence[str] | None, name: str) -> bool:
    """Say whether an app may be changed."""
    return allowlist is None or name in allowlist


def is_trigger_allowed(allowlist: Sequence[str] | None, task_name: str, trigger_name: str) -> bool:
    """Say whether a trigger may be changed: it is listed as `task/trigger` or `trigger`."""
    return allowlist is None or bool({trigger_name, f"{task_name}/{trigger_name}"} & set(allowlist))
