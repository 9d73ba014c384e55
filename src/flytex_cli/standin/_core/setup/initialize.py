"""`flyte.init` and its kin: they note project, domain and the like, and connect to nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from flytex_cli.standin._core.common.syncify import syncify
from flytex_cli.standin._core.context.context import ctx
from flytex_cli.standin._core.errors import InitializationError

T = TypeVar("T", bound=Callable[..., Any])


@dataclass(frozen=True, kw_only=True)
class _InitConfig:
    """What `flyte.init` was told."""

    org: str | None = None
    project: str | None = None
    domain: str | None = None
    root_dir: Path = field(default_factory=Path.cwd)
    storage: Any = None
    images: dict[str, str] = field(default_factory=dict)
    sync_local_sys_paths: bool = True


_config: _InitConfig | None = None


def note(**settings: Any) -> None:
    """Remember settings; those that are None are left as they are by default."""
    global _config
    known = {name: value for name, value in settings.items() if value is not None}
    if "root_dir" in known:
        known["root_dir"] = Path(known["root_dir"])
    _config = _InitConfig(**known)


@syncify
async def init(
    org: str | None = None,
    project: str | None = None,
    domain: str | None = None,
    root_dir: Path | None = None,
    *,
    storage: Any = None,
    images: dict[str, str] | None = None,
    sync_local_sys_paths: bool = True,
    **_connection: Any,
) -> None:
    """Note where the user's project is; the connection's settings are taken and not used."""
    note(
        org=org,
        project=project,
        domain=domain,
        root_dir=root_dir,
        storage=storage,
        images=images,
        sync_local_sys_paths=sync_local_sys_paths,
    )


@syncify
async def init_from_config(
    path_or_config: Any = None,
    root_dir: Path | None = None,
    *,
    org: str | None = None,
    project: str | None = None,
    domain: str | None = None,
    storage: Any = None,
    images: dict[str, str] | None = None,
    sync_local_sys_paths: bool = True,
    **_connection: Any,
) -> None:
    """Note what the file says of project, domain and organisation; one that is not there says nothing."""
    from .config import Config

    config = path_or_config if isinstance(path_or_config, Config) else Config.auto(path_or_config)
    note(
        org=org or config.task.org,
        project=project or config.task.project,
        domain=domain or config.task.domain,
        root_dir=root_dir,
        storage=storage,
        images={**config.image.image_refs, **(images or {})},
        sync_local_sys_paths=sync_local_sys_paths,
    )


@syncify
async def init_from_api_key(
    api_key: str | None = None,
    project: str | None = None,
    domain: str | None = None,
    root_dir: Path | None = None,
    *,
    storage: Any = None,
    images: dict[str, str] | None = None,
    sync_local_sys_paths: bool = True,
    **_connection: Any,
) -> None:
    """Note project and domain; the key is not looked at."""
    note(
        project=project,
        domain=domain,
        root_dir=root_dir,
        storage=storage,
        images=images,
        sync_local_sys_paths=sync_local_sys_paths,
    )


@syncify
async def init_in_cluster(
    org: str | None = None, project: str | None = None, domain: str | None = None, **_connection: Any
) -> dict[str, Any]:
    """Note the place; in a container the environment says it."""
    place = {
        "org": org or os.environ.get("_U_ORG_NAME"),
        "project": project or os.environ.get("FLYTE_INTERNAL_EXECUTION_PROJECT"),
        "domain": domain or os.environ.get("FLYTE_INTERNAL_EXECUTION_DOMAIN"),
    }
    note(**place)
    return {name: value for name, value in place.items() if value}


@syncify
async def init_passthrough(
    endpoint: str | None = None,
    org: str | None = None,
    project: str | None = None,
    domain: str | None = None,
    insecure: bool = False,
) -> dict[str, Any]:
    """Note the place; no credentials are passed through."""
    note(org=org, project=project, domain=domain)
    return {"endpoint": endpoint, "insecure": insecure}


def is_initialized() -> bool:
    """Say whether one of the `init` functions was called."""
    return _config is not None


def is_control_plane_available() -> bool:
    """Say whether there is a control plane to talk to: there never is."""
    return False


def get_init_config() -> _InitConfig:
    """Return what `flyte.init` was told, or say that it was not called."""
    if _config is None:
        raise InitializationError(
            "StorageNotInitializedError", "user", "call flyte.init() or flyte.init_from_config() first"
        )
    return _config


def get_storage() -> Any:
    """Return the storage given to `flyte.init`."""
    return get_init_config().storage


def requires_initialization(func: T) -> T:
    """Mark a function that needs `flyte.init`; the stand-in asks for nothing."""
    return func


def current_project() -> str:
    """Return the running task's project, else the one given to `flyte.init`."""
    return _current("project")


def current_domain() -> str:
    """Return the running task's domain, else the one given to `flyte.init`."""
    return _current("domain")


def _current(what: str) -> str:
    task = ctx()
    value = getattr(task.action, what) if task else None
    value = value or getattr(_config, what, None)
    if value is None:
        raise InitializationError(
            f"{what.capitalize()}NotInitializedError",
            "user",
            f"there is no {what}: give one to flyte.init({what}=...) or flyte.init_from_config()",
        )
    return str(value)
