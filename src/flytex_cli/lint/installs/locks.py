"""The distributions that a `uv.lock` or `poetry.lock` names."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from packaging.utils import canonicalize_name

from flytex_cli.lint.installs.files import parse_table, read_text

_VALUE = r'[a-z-]+ = (?:"[^"\\\x00-\x1f\x7f]*"|0|[1-9][0-9]*)'
_LISTED = re.compile(rf"^(?!package )([a-z-]+ = \[\n)(?:    \{{ ?{_VALUE}(?:, {_VALUE})* ?\}},\n)+(?=\])", re.M)
"""The items of lists of wheels and dependencies, as both tools write them: nearly all of it, and none of its names."""


def locked(lock: Path) -> frozenset[str]:
    """Return every distribution of a lock, normalized; none where it cannot be read."""
    text = read_text(lock)
    return frozenset() if text is None else _locked(text)


@lru_cache(maxsize=32)
def _locked(text: str) -> frozenset[str]:
    packages = (parse_table(_without_lists(text)) or {}).get("package")
    entries = packages if isinstance(packages, list) else ()
    return frozenset(canonicalize_name(str(each.get("name"))) for each in entries if isinstance(each, dict))


def _without_lists(text: str) -> str:
    """Return the text without what a reader of TOML would take a second for; the same table of names is in it."""
    return text if '"""' in text or "'''" in text else _LISTED.sub(r"\1", text)
