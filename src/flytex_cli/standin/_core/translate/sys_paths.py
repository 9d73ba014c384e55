"""The import path of a task or an app, below the root folder."""

from __future__ import annotations

import sys
from pathlib import Path

SYS_PATH_VARIABLE = "_F_SYS_PATH"


def local_sys_paths(root_dir: Path) -> dict[str, str]:
    """Return the variable that names the entries of `sys.path` below the root folder, relative to it."""
    root = root_dir.resolve()
    below = [Path(entry).relative_to(root) for entry in sys.path if Path(entry).is_relative_to(root)]
    return {SYS_PATH_VARIABLE: ":".join(f"./{entry}" for entry in below)}
