"""Which fields a rule is about: `taskTemplate.container.env.[]`, `**.[order]`."""

from __future__ import annotations

import re

from flytex_cli.diff.fields import Item, Order, Step, Steps

Pattern = tuple[str, ...]

_PART = re.compile(r"\[[^\]]*\]|[^.\[\]]+")


def to_pattern(text: str) -> Pattern:
    """Parse a pattern: `*` is one field, `[]` one item, `[x]` the item x, `[order]`, `**` any number of steps."""
    return tuple(text.split("."))


def from_path(text: str) -> Pattern:
    """Parse a pattern as people write one after a path that is shown: `taskTemplate.container.env[key=LOG].**`.

    Raises:
        ValueError: it is none.
    """
    parts = _PART.findall(text)
    if not parts or "".join(part if part.startswith("[") else f".{part}" for part in parts).removeprefix(".") != text:
        raise ValueError(text)
    return tuple(f"[{part[1:-1].partition('=')[2] or part[1:-1]}]" if part.startswith("[") else part for part in parts)


def matches(steps: Steps, pattern: Pattern) -> bool:
    """Return whether a way leads to what the pattern names."""
    if not pattern:
        return not steps
    if pattern[0] == "**":
        return matches(steps, pattern[1:]) or (bool(steps) and matches(steps[1:], pattern))
    return bool(steps) and _is(steps[0], pattern[0]) and matches(steps[1:], pattern[1:])


def _is(step: Step, part: str) -> bool:
    if isinstance(step, str):
        return part in ("*", step)
    if isinstance(step, Order):
        return part == "[order]"
    return part == "[]" or (isinstance(step, Item) and part == f"[{step.value}]")
