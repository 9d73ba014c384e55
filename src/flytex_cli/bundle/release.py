"""What one release of the SDK does when it makes a code bundle."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIRST_PATTERNS = (
    *("*.pyc", "**/*.pyc", "__pycache__", "**/__pycache__", ".cache", ".cache/*", ".pytest_cache", "**/.pytest_cache"),
    *(".venv", "**/.venv", ".idea", "**/.idea", "venv", "env", "*.log", ".env"),
    *("*.egg-info", "**/*.egg-info", "*.egg", "dist", "build", "*.whl"),
)
_LATER_PATTERNS = (".git", ".ruff_cache", "**/.ruff_cache", ".mypy_cache", "**/.mypy_cache")


@dataclass(frozen=True)
class BundleRelease:
    """The ways of a release, measured with 2.0.0, 2.3.9, 2.6.13, 2.9.0 and 2.12.1 (`flyte/_code_bundle/`).

    Attributes:
        standard: the patterns that are left out everywhere, for `fnmatch` on a path below the root directory.
        includes: whether `include` of an environment adds files.
        include_ignores: whether what is left out is also left out of a folder or pattern in `include`.
        flyte_ignore: whether `.flyteignore` also leaves out files that git tracks.
        prunes: whether ignore files are not looked for in folders that are left out everywhere.
        static: whether what ruff's import graph reaches is added.
        min_ruff: the oldest ruff it uses.
        none_is_all: whether `--copy-style none` ships all files.
    """

    standard: tuple[str, ...]
    includes: bool
    include_ignores: bool
    flyte_ignore: bool
    prunes: bool
    static: bool
    min_ruff: tuple[int, ...]
    none_is_all: bool


def release_of(version: str) -> BundleRelease:
    """Return the ways of a release; between two that were measured, those of the older one."""
    numbers = tuple(map(int, re.findall(r"\d+", version)[:3]))
    second, third = numbers >= (2, 3, 9), numbers >= (2, 6, 13)
    return BundleRelease(
        standard=(*_FIRST_PATTERNS, *(_LATER_PATTERNS if second else ())),
        includes=second,
        include_ignores=numbers >= (2, 12, 1),
        flyte_ignore=third,
        prunes=second,
        static=third,
        min_ruff=(0, 14, 6) if numbers >= (2, 12, 1) else (),
        none_is_all=not second,
    )
