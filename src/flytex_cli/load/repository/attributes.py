"""What `.gitattributes` say of a file: those attributes that change its content in a working tree."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from flytex_cli.errors import UsageError

Value: TypeAlias = "bool | str | None"
"""Set, unset, a value; None is as if it was never mentioned."""

WANTED = frozenset({"text", "crlf", "eol", "ident", "filter", "working-tree-encoding"})
MAX_RULES = 50_000
_MAX_LINE = 2048  # git ignores longer ones
_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", '"': '"', "\\": "\\"}


@dataclass(frozen=True)
class _Rule:
    """One line: parts of a path, each an expression or None for `**`; only one part is a name in any folder."""

    parts: tuple[re.Pattern[str] | None, ...]
    anywhere: bool
    values: Mapping[str, Value]

    def matches(self, path: list[str]) -> bool:
        if self.anywhere:
            return self.parts[0] is None or self.parts[0].match(path[-1]) is not None
        reached = {0}  # how many parts of the pattern may be used up
        for position, name in enumerate(path):
            following: set[int] = set()
            for used in self._past_stars(reached):
                if used == len(self.parts):
                    continue
                part = self.parts[used]
                if part is None:
                    following.add(used)
                    if position == len(path) - 1 and used == len(self.parts) - 1:
                        return True
                elif part.match(name):
                    following.add(used + 1)
            reached = following
            if not reached:
                return False
        return len(self.parts) in reached

    def _past_stars(self, reached: set[int]) -> set[int]:
        """Add what follows a `**` that stands for no folder."""
        every = set(reached)
        for used in reached:
            while used < len(self.parts) - 1 and self.parts[used] is None:
                used += 1
                every.add(used)
        return every


class Attributes:
    """The files of attributes of one tree. Those of outer folders must be added before those of inner ones."""

    def __init__(self, info: bytes = b"") -> None:
        """Begin with those that win over all others: the repository's `info/attributes`."""
        self._macros: dict[str, Mapping[str, Value]] = {"binary": {"text": False}}
        self._count = 0
        self._folders: dict[str, list[_Rule]] = {}
        self._info = self._read(info, macros=True)

    def add(self, folder: bytes, content: bytes) -> None:
        """Take in the `.gitattributes` of a folder, which is empty for the top.

        Raises:
            UsageError: there are too many.
        """
        if rules := self._read(content, macros=not folder):
            self._folders[folder.decode("latin-1")] = rules

    def of(self, path: bytes) -> Mapping[str, Value]:
        """Return what is said of a file."""
        if not self._count:
            return {}
        parts = path.decode("latin-1").split("/")
        values: dict[str, Value] = {}
        for depth in range(len(parts)):
            for rule in self._folders.get("/".join(parts[:depth]), ()):
                if rule.matches(parts[depth:]):
                    values.update(rule.values)
        for rule in self._info:
            if rule.matches(parts):
                values.update(rule.values)
        return values

    def _read(self, content: bytes, *, macros: bool) -> list[_Rule]:
        lines = [split for line in content.removeprefix(b"\xef\xbb\xbf").split(b"\n") if (split := _split(line))]
        own: dict[str, Mapping[str, Value]] = {}
        for pattern, attributes in lines:
            if macros and pattern.startswith("[attr]"):
                own[pattern.removeprefix("[attr]")] = attributes
        self._macros = {**own, **self._macros}
        rules = []
        for pattern, attributes in lines:
            values = self._expanded(attributes, frozenset())
            if values and not pattern.startswith(("[attr]", "!")) and (rule := _to_rule(pattern, values)):
                rules.append(rule)
        self._count += len(rules)
        if self._count > MAX_RULES:
            raise UsageError(f"the .gitattributes of a revision have more than {MAX_RULES:,} lines")
        return rules

    def _expanded(self, attributes: Mapping[str, Value], within: frozenset[str]) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for name, value in attributes.items():
            if value is True and name in self._macros and name not in within and len(within) < 10:
                values.update(self._expanded(self._macros[name], within | {name}))
            if name in WANTED:
                values.pop(name, None)
                values[name] = value
        return values


def _split(raw: bytes) -> tuple[str, dict[str, Value]] | None:
    line = raw.decode("latin-1").strip(" \t\r")
    if not line or line.startswith("#") or len(raw) > _MAX_LINE:
        return None
    if line.startswith('"') and (quoted := re.match(r'"((?:[^"\\]|\\.)*)"', line)):
        pattern, rest = _unquoted(quoted[1]), line[quoted.end() :]
    else:
        pattern, _, rest = line.replace("\t", " ").partition(" ")
    attributes: dict[str, Value] = {}
    for word in rest.split():
        name, is_valued, value = word.partition("=")
        bare = name.lstrip("-!") if not is_valued else name
        attributes.pop(bare, None)
        attributes[bare] = (
            value if is_valued else False if word.startswith("-") else None if word.startswith("!") else True
        )
    return pattern, attributes


def _unquoted(text: str) -> str:
    return re.sub(
        r"\\([0-7]{3}|.)",
        lambda found: chr(int(found[1], 8) & 0xFF) if len(found[1]) == 3 else _ESCAPES.get(found[1], found[1]),
        text,
    )


def _to_rule(pattern: str, values: Mapping[str, Value]) -> _Rule | None:
    if pattern.endswith("/"):
        return None  # folders only
    anywhere = "/" not in pattern
    parts = [None if part == "**" else _to_expression(part) for part in pattern.removeprefix("/").split("/")]
    return _Rule(tuple(parts), anywhere, values)


def _to_expression(part: str) -> re.Pattern[str]:
    r"""Convert one part of a path to what matches it: git writes `[^a]` and `\*` where Python has `[!a]` and `[*]`."""
    text = re.sub(r"\\(.)", lambda found: f"[{found[1]}]", part).replace("[^", "[!")
    try:
        return re.compile(fnmatch.translate(text))
    except re.error:
        return re.compile(re.escape(part) + r"\Z")
