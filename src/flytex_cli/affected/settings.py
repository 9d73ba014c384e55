"""Which changed files decide how every module is loaded."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from flytex_cli.affected.model import Cause
from flytex_cli.load.repository.changes import Changes
from flytex_cli.reading import UnreadableError, read_toml


def changed_settings(given: Path | None, changes: Changes) -> Iterator[Cause]:
    """Yield flytex's settings and Flyte's configuration, where they changed.

    Args:
        given: Flyte's configuration, where it is not at one of its usual places.
    """
    here = Path(os.path.realpath(os.curdir))
    folders = [here, *(each for each in here.parents if each.is_relative_to(changes.repository))]
    flyte = {here / "config.yaml", here / ".flyte" / "config.yaml", Path(changes.repository, ".flyte", "config.yaml")}
    projects = {str(each / "pyproject.toml") for each in folders}
    deciding = {*map(str, flyte), *([os.path.realpath(given)] if given is not None else [])}
    for file in changes.files:
        if file.path in deciding or (file.path in projects and _table_changed(file.path, changes)):
            yield Cause(file, ("it says how modules are loaded", f"{file.shown} was {file.status.value}"))


def _table_changed(path: str, changes: Changes) -> bool:
    before, after = changes.content(path), Path(path).read_bytes() if os.path.exists(path) else None
    return _table(before) != _table(after)


def _table(content: bytes | None) -> object:
    """Return `[tool.flytex]` of a pyproject.toml; one that cannot be read as it is."""
    try:
        tool = read_toml((content or b"").decode()).get("tool", {})
        return tool.get("flytex") if isinstance(tool, dict) else tool
    except (UnreadableError, UnicodeDecodeError):
        return content
