"""Files that layers name, read within a limit."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from flytex_cli.reading import UnreadableError, read_toml

MAX_FILE = 16 * 1024 * 1024
"""A larger file is not read, in bytes; the lock of a large project has two million."""


def read_text(path: Path) -> str | None:
    """Return a file's text; None where it is missing, is no file, or is not text."""
    try:
        if not path.is_file() or path.stat().st_size > MAX_FILE:
            return None
        return path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return None


def read_table(path: Path) -> dict[str, Any] | None:
    """Return a TOML document, to read only: images share it; None where it cannot be read."""
    text = read_text(path)
    return None if text is None else _shared_table(text)


def parse_table(text: str) -> dict[str, Any] | None:
    """Return a TOML document of a text; None where it is none."""
    try:
        return read_toml(text)
    except UnreadableError:
        return None


_shared_table = lru_cache(maxsize=64)(parse_table)


def table_at(document: Any, *keys: str) -> dict[str, Any]:
    """Return the table below some keys; an empty one where there is none."""
    for key in keys:
        document = document.get(key) if isinstance(document, dict) else None
    return document if isinstance(document, dict) else {}
