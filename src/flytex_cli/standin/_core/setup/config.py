"""`flyte.config`: the part of Flyte's configuration file that modules may ask for."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

__all__ = ["Config", "auto", "get_config_file", "set_if_exists"]

T = TypeVar("T")


@dataclass(frozen=True)
class PlatformConfig:
    """Where the control plane is; the stand-in does not go there."""

    endpoint: str | None = None
    insecure: bool = False


@dataclass(frozen=True)
class TaskConfig:
    """Where tasks are deployed."""

    org: str | None = None
    project: str | None = None
    domain: str | None = None


@dataclass(frozen=True)
class ImageConfig:
    """How images are built, and the URIs behind names."""

    builder: str | None = None
    image_refs: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Config:
    """A configuration file's sections."""

    platform: PlatformConfig = field(default_factory=PlatformConfig)
    task: TaskConfig = field(default_factory=TaskConfig)
    image: ImageConfig = field(default_factory=ImageConfig)
    source: Path | None = None

    @classmethod
    def auto(cls, config_file: Any = None) -> Config:
        """Read a file; without one, or where it does not exist, everything has its default."""
        return auto(config_file)


def get_config_file(config_file: Any = None) -> Path | None:
    """Return the path of the file that is named, here or in FLYTECTL_CONFIG, if it exists."""
    name = config_file or os.environ.get("FLYTECTL_CONFIG")
    path = Path(name).expanduser() if name else None
    return path if path is not None and path.is_file() else None


def auto(config_file: Any = None) -> Config:
    """Read the file that is named, here or in FLYTECTL_CONFIG."""
    path = get_config_file(config_file)
    if path is None:
        return Config()
    import yaml

    content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    platform, task, image = (content.get(name) or {} for name in ("admin", "task", "image"))
    return Config(
        platform=PlatformConfig(endpoint=platform.get("endpoint"), insecure=bool(platform.get("insecure"))),
        task=TaskConfig(org=task.get("org"), project=task.get("project"), domain=task.get("domain")),
        image=ImageConfig(builder=image.get("builder"), image_refs=dict(image.get("image_refs") or {})),
        source=path,
    )


def set_if_exists(d: dict[str, T], k: str, val: T) -> dict[str, T]:
    """Add a value to a dictionary, unless it is empty."""
    if val:
        d[k] = val
    return d
