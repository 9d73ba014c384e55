"""`flyte.sandbox.create`: code or a command in a container made for it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly
from flytex_cli.standin._core.environment.task_environment import TaskEnvironment
from flytex_cli.standin._core.image.image import Image
from flytex_cli.standin._core.io.file import File
from flytex_cli.standin._core.io.folder import Dir
from flytex_cli.standin._core.resources.resources import Resources

_TYPES = {
    "int": int,
    "float": float,
    "str": str,
    "bool": bool,
    "datetime.datetime": datetime.datetime,
    "datetime.timedelta": datetime.timedelta,
    "File": File,
    "Dir": Dir,
}

sandbox_environment = TaskEnvironment(name="sandbox-runtime", image=Image.from_debian_base(install_flyte=False))
"""The environment that sandboxes are run from; tasks that use them depend on it."""


@dataclass
class ImageConfig:
    """Where a sandbox's image goes, and its Python."""

    registry: str | None = None
    registry_secret: str | None = None
    python_version: tuple[int, int] | None = None


@dataclass
class _Sandbox:
    """What `create` was told; running it is refused."""

    name: str | None = None
    code: str | None = None
    inputs: dict[str, type] = field(default_factory=dict)
    outputs: dict[str, type] = field(default_factory=dict)
    command: list[str] | None = None
    arguments: list[str] | None = None
    packages: list[str] = field(default_factory=list)
    system_packages: list[str] = field(default_factory=list)
    additional_commands: list[str] = field(default_factory=list)
    image_config: ImageConfig | None = None
    image_name: str | None = None
    image: str | None = None
    auto_io: bool = True
    resources: Resources | None = None
    retries: int = 0
    timeout: int | None = None
    env_vars: dict[str, str] | None = None
    secrets: list[Any] | None = None
    cache: str = "auto"

    run = RuntimeOnly("flyte.sandbox.create(...).run")
    as_task = RuntimeOnly("flyte.sandbox.create(...).as_task")


def create(
    name: str | None = None,
    *,
    code: str | None = None,
    inputs: dict[str, type] | None = None,
    outputs: dict[str, type] | None = None,
    command: list[str] | None = None,
    arguments: list[str] | None = None,
    packages: list[str] | None = None,
    system_packages: list[str] | None = None,
    additional_commands: list[str] | None = None,
    resources: Resources | None = None,
    image_config: ImageConfig | None = None,
    image_name: str | None = None,
    image: str | None = None,
    auto_io: bool = True,
    retries: int = 0,
    timeout: int | None = None,
    env_vars: dict[str, str] | None = None,
    secrets: list[Any] | None = None,
    cache: str = "auto",
) -> _Sandbox:
    """Return a sandbox for Python code or for a command, with inputs and outputs of plain types."""
    if code is not None and command is not None:
        raise ValueError("flyte.sandbox.create: give code or command, not both")
    for side, types in (("input", inputs or {}), ("output", outputs or {})):
        for key, kind in types.items():
            if kind not in _TYPES.values():
                raise TypeError(f"flyte.sandbox.create: {side} {key!r} cannot be {kind!r}; use {', '.join(_TYPES)}")
    return _Sandbox(
        name=name,
        code=code,
        inputs=inputs or {},
        outputs=outputs or {},
        command=command,
        arguments=arguments,
        packages=packages or [],
        system_packages=system_packages or [],
        additional_commands=additional_commands or [],
        image_config=image_config,
        image_name=image_name,
        image=image,
        auto_io=auto_io,
        resources=resources,
        retries=retries,
        timeout=timeout,
        env_vars=env_vars,
        secrets=secrets,
        cache=cache,
    )
