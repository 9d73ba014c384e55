"""Names that stand after the paths of a command line."""

from __future__ import annotations

from pathlib import Path

import typer


def paths_of_settings(context: typer.Context) -> list[Path]:
    """Return the `paths` that the project has set, for a command line that only has names."""
    return [Path(path) for path in (context.default_map or {}).get("paths", ())]


def split(arguments: list[Path], default: list[Path]) -> tuple[list[Path], list[str]]:
    """Split paths from names: what is not a path and does not look like one."""
    names: list[str] = []
    files = list(arguments)
    while files and not files[-1].exists() and files[-1].suffix != ".py" and len(files[-1].parts) == 1:
        names.insert(0, str(files.pop()))
    return files or default, names
