"""Where an image is pushed: the environment variable FLYTE_IMAGE_REGISTRY, else Flyte's config file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

BASE_REGISTRY = "ghcr.io/flyteorg"
"""Where the released default images are; nobody but the Flyte project can push there."""

_VARIABLE = "FLYTE_IMAGE_REGISTRY"
_from_init: str | None = None


def use_registry(registry: str | None) -> None:
    """Keep the `image_registry` that the user's module gives to `flyte.init`: it goes before everything else."""
    global _from_init
    _from_init = registry


def push_registry() -> str | None:
    """Return the registry for images that are built, or None: then the builder decides."""
    if _from_init:
        return _from_init
    if _VARIABLE in os.environ:
        return os.environ[_VARIABLE] or None
    registry = _image_section().get("registry")
    return registry if isinstance(registry, str) and registry else None


def _image_section() -> dict[str, Any]:
    path = find_config_file()
    if path is None:
        return {}
    import yaml

    try:
        contents = yaml.safe_load(path.read_text())
    except yaml.YAMLError:
        return {}  # the SDK ignores a config file that is not YAML
    section = contents.get("image") if isinstance(contents, dict) else None
    return section if isinstance(section, dict) else {}


def find_config_file() -> Path | None:
    """Return Flyte's config file, by the SDK's order of places (2.12.1 `flyte.config`)."""
    for local in (Path("config.yaml"), Path(".flyte", "config.yaml")):
        if local.exists():
            return local
    root = _git_root()
    if root is not None and (root / ".flyte" / "config.yaml").exists():
        return root / ".flyte" / "config.yaml"
    for variable in ("UCTL_CONFIG", "FLYTECTL_CONFIG"):
        if os.environ.get(variable):
            return Path(os.environ[variable])
    try:
        home = Path.home()
    except RuntimeError:  # no home folder is known
        return None
    return next((p for p in (home / ".union" / "config.yaml", home / ".flyte" / "config.yaml") if p.exists()), None)


def _git_root() -> Path | None:
    try:
        here = Path.cwd()
    except FileNotFoundError:  # it was removed
        return None
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), None)
