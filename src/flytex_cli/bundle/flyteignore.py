"""`.flyteignore`: patterns in a dialect between `.gitignore` and `.dockerignore` that leave out tracked files too."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flytex_cli.errors import UsageError
from flytex_cli.load.repository.ignore import MAX_STARS


@dataclass(frozen=True)
class _Pattern:
    text: re.Pattern[str]
    depth: int
    keeps: bool


class FlyteIgnore:
    """The `.flyteignore` files of a repository's top and of every folder below the root directory.

    Each counts for its own folder, and what one of them leaves out no other brings back (SDK 2.6.13 to 2.12.1).
    """

    def __init__(self, root: str, top: str | None, found: Iterable[str]) -> None:
        self._root = Path(root)
        above = [Path(top, ".flyteignore")] if top is not None else []
        files = dict.fromkeys([*(path for path in above if path.exists()), *map(Path, found)])
        self._rules = [(path.parent, patterns) for path in files if (patterns := list(_read(path)))]

    def __call__(self, relative: str) -> bool:
        """Return whether a path below the root directory is left out."""
        path = self._root / relative
        return any(
            _is_matched(path.relative_to(folder).as_posix(), patterns)
            for folder, patterns in self._rules
            if path.is_relative_to(folder)
        )


def _read(file: Path) -> Iterator[_Pattern]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):  # the SDK passes over it too
        return
    for line in map(str.strip, lines):
        if not line or line.startswith("#"):
            continue
        keeps = line.startswith("!")
        for text in _forms(line.removeprefix("!")):
            parts = _parts(text)
            if parts:
                yield _Pattern(_compiled("/".join(parts).lower(), line, file), len(parts), keeps)


def _compiled(pattern: str, line: str, file: Path) -> re.Pattern[str]:
    """Compile a pattern.

    Raises:
        UsageError: the SDK fails on it, or matching it may not end.
    """
    try:
        if pattern.count("**") > MAX_STARS:
            raise UsageError(f"{file}: the pattern {line!r} has more than {MAX_STARS} double stars")
        return re.compile(_regex(pattern))
    except re.error as error:
        raise UsageError(f"{file}: {line!r} is no pattern: {error.msg}", hint="flyte deploy fails on it too") from error


def _forms(pattern: str) -> list[str]:
    """Return what a pattern of `.gitignore` is in terms of `.dockerignore`, whose patterns begin at the top."""
    anchored = pattern.startswith("/")
    body = pattern.removeprefix("/")
    inside = [f"{body}**"] if body.endswith("/") else []
    if anchored or "/" in body.rstrip("/"):
        return [body, *inside]
    return [f"{prefix}{form}" for prefix in ("", "**/") for form in (inside or [body])]


def _parts(pattern: str) -> list[str]:
    """Return the parts of a pattern; `..` takes away the part before it."""
    parts: list[str] = []
    for part in pattern.strip().split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return parts


def _regex(pattern: str) -> str:
    pieces = re.findall(r"\*\*/?|\*|\?|\[!?\]?[^\]]*\]|.", pattern, re.DOTALL)
    end = len(pieces) - 1
    return "^" + "".join(_piece(piece, is_last=number == end) for number, piece in enumerate(pieces)) + "$"


def _piece(piece: str, *, is_last: bool) -> str:
    if piece.startswith("**"):
        return ".*" if is_last else "(.*/)?"
    if piece == "*":
        return "[^/]*"
    if piece == "?":
        return "[^/]"
    if piece.startswith("[") and len(piece) > 1:
        inside = piece[1:-1].replace("\\", "\\\\")
        if inside.startswith("!"):
            return f"[^{inside[1:]}]"
        return f"[\\{inside}]" if inside.startswith("^") else f"[{inside}]"
    return re.escape(piece)


def _is_matched(path: str, patterns: Iterable[_Pattern]) -> bool:
    """Return whether a path is left out: the last pattern that matches it, or a folder it lies in, decides."""
    matched = False
    parents = os.path.dirname(path).split("/") if "/" in path else []
    for pattern in patterns:
        found = pattern.text.match(path.lower())
        if not found and pattern.depth <= len(parents):
            found = pattern.text.match("/".join(parents[: pattern.depth]).lower())
        if found:
            matched = not pattern.keeps
    return matched and ".dockerignore" not in (path, *parents[:1])
