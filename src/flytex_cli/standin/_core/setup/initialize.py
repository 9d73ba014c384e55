"""`flyte.init` and its kin: they note project, domain and the like, and connect to nothing."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from flytex_cli.standin._core.common.syncify import syncify
from flytex_cli.standin._core.context.context import ctx
from flytex_cli.standin._core.errors import InitializationError
from flytex_cli.standin._core.image.ignore import root_used, use_root
from flytex_cli.standin._core.image.registry import use_registry

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
    use_root(_config.root_dir)


@contextlib.contextmanager
def noted(**settings: Any) -> Iterator[None]:
    """Remember settings within only."""
    global _config
    before, root = _config, root_used()
    note(**settings)
    try:
        yield
    finally:
        _config = before
        use_root(root)


@syncify
async def init(
    org: str | None = None,
    project: str | None = None,
    domain: str | None = None,
    root_dir: Path | None = None,
    log_level: int | None = None,
    log_format: str | None = None,
    reset_root_logger: bool = False,
    user_log_level: int | None = None,
    endpoint: str | None = None,
    headless: bool = False,
    insecure: bool = False,
    insecure_skip_verify: bool = False,
    ca_cert_file_path: str | None = None,
    auth_type: str = "Pkce",
    command: list[str] | None = None,
    proxy_command: list[str] | None = None,
    api_key: str | None = None,
    client_id: str | None = None,
    client_credentials_secret: str | None = None,
    auth_client_config: Any | None = None,
    rpc_retries: int = 3,
    http_proxy_url: str | None = None,
    disable_keyring: bool = False,
    storage: Any = None,
    batch_size: int = 1000,
    image_builder: str = "local",
    images: dict[str, str] | None = None,
    image_registry: str | None = None,
    source_config_path: Path | None = None,
    sync_local_sys_paths: bool = True,
    load_plugin_type_transformers: bool = True,
    local_persistence: bool = False,
    local_tracked: bool = False,
    local_tracked_strict: bool = False,
    scopes: list[str] | None = None,
) -> None:
    """Note where the user's project is, and its images' registry; the connection's settings are not used."""
    if image_registry:
        use_registry(image_registry)
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
    log_level: int | None = None,
    log_format: str = "console",
    user_log_level: int | None = None,
    org: str | None = None,
    project: str | None = None,
    domain: str | None = None,
    storage: Any = None,
    batch_size: int = 1000,
    image_builder: str | None = None,
    images: Any = None,
    sync_local_sys_paths: bool = True,
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
        images={**config.image.image_refs, **_named_images(images or ())},
        sync_local_sys_paths=sync_local_sys_paths,
    )


def _named_images(images: Mapping[str, str] | Iterable[str]) -> dict[str, str]:
    """Read `name=uri`, or the URI of the default image."""
    if isinstance(images, Mapping):
        return dict(images)
    pairs = (image.partition("=") for image in images)
    return {name if uri else "default": uri or name for name, _, uri in pairs}


@syncify
async def init_from_api_key(
    api_key: str | None = None,
    project: str | None = None,
    domain: str | None = None,
    root_dir: Path | None = None,
    log_level: int | None = None,
    log_format: str | None = None,
    storage: Any = None,
    batch_size: int = 1000,
    image_builder: str = "local",
    images: dict[str, str] | None = None,
    sync_local_sys_paths: bool = True,
    insecure_skip_verify: bool = False,
    ca_cert_file_path: str | None = None,
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
    org: str | None = None,
    project: str | None = None,
    domain: str | None = None,
    api_key: str | None = None,
    endpoint: str | None = None,
    insecure: bool = False,
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


def settings() -> _InitConfig | None:
    """Return what `flyte.init` was told; None where it was not called."""
    return _config


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
