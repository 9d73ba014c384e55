"""`.dockerignore`: which files of a source folder stay out of the image, by Docker's pattern rules."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

_NAME = ".dockerignore"
_root: Path | None = None


def use_root(folder: Path | None) -> None:
    """Keep the root directory given to `flyte.init`: its file counts for images that name none."""
    global _root
    _root = folder


def root_used() -> Path | None:
    """Return that root directory."""
    return _root


def of_root() -> Path | None:
    """Return where the root directory's file would be; None before `flyte.init`."""
    return _root / _NAME if _root is not None else None


class Rules:
    """The rules that the lines of a `.dockerignore` stand for; paths are relative to the folder that they hold for."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._rules = list(_parsed(lines))
        self._kept = [text for _, _, keeps, text in self._rules if keeps]

    def ignores(self, parts: tuple[str, ...]) -> bool:
        """Say whether the last rule that matches the path, or a folder above it, leaves it out."""
        if not self._rules or parts[:1] == (_NAME,):
            return False
        ignored = False
        for pattern, depth, keeps, _ in self._rules:
            above = parts[:depth] if depth < len(parts) else parts
            if pattern.match("/".join(parts).lower()) or pattern.match("/".join(above).lower()):
                ignored = not keeps
        return ignored

    def may_keep(self, folder: str) -> bool:
        """Say whether a rule with `!` may name something in a folder that is ignored."""
        return any(text.startswith(folder) for text in (*self._kept, _NAME))


class DockerignoreFile:
    """The rules of the `.dockerignore` of a folder; without the file nothing is ignored."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._rules = Rules(lines_of(root / _NAME))

    def is_ignored(self, path: Path) -> bool:
        """Say whether the last rule that matches the path, or a folder above it, leaves it out."""
        try:
            parts = path.relative_to(self._root).parts
        except ValueError:
            return False
        return self._rules.ignores(parts)


def lines_of(path: Path) -> list[str]:
    """Return the lines of a `.dockerignore`; none of one that cannot be read."""
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []


def _parsed(lines: Iterable[str]) -> Iterator[tuple[re.Pattern[str], int, bool, str]]:
    """Yield (pattern, number of its path parts, whether it begins with `!`, its text) for each rule."""
    for line in lines:
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        keeps = text.startswith("!")
        parts = _normalized(text[1:] if keeps else text)
        if parts:
            yield _translated("/".join(parts).lower()), len(parts), keeps, "/".join(parts)


def _normalized(pattern: str) -> list[str]:
    parts: list[str] = []
    for part in pattern.strip().split("/"):
        if part == "..":
            parts[-1:] = []
        elif part not in ("", "."):
            parts.append(part)
    return parts


@functools.lru_cache(maxsize=256)
def _translated(pattern: str) -> re.Pattern[str]:
    """Turn a pattern into a regular expression: `*` and `?` stop at a slash, `**` does not."""
    out, rest = "", pattern
    while rest:
        if rest.startswith("**"):
            rest = rest[2:].removeprefix("/")
            out += "(?:.*/)?" if rest else ".*"
        elif rest[0] == "*":
            out, rest = out + "[^/]*", rest[1:]
        elif rest[0] == "?":
            out, rest = out + "[^/]", rest[1:]
        elif found := re.match(r"\[(!?\]?[^\]]*)\]", rest):
            out, rest = out + _character_class(found[1]), rest[found.end() :]
        else:
            out, rest = out + re.escape(rest[0]), rest[1:]
    return re.compile(out + "$")


def _character_class(inside: str) -> str:
    inside = inside.replace("\\", "\\\\")
    if inside.startswith("!"):
        return f"[^{inside[1:]}]"
    return f"[\\{inside}]" if inside.startswith("^") else f"[{inside}]"
