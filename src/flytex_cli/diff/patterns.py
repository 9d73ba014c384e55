"""Which fields a rule is about: `taskTemplate.container.env.[]`, `**.[order]`."""

from __future__ import annotations

from flytex_cli.diff.fields import Item, Order, Step, Steps

Pattern = tuple[str, ...]


def to_pattern(text: str) -> Pattern:
    """Parse a pattern: `*` is one field, `[]` one item, `[x]` the item x, `[order]`, `**` any number of steps."""
    return tuple(text.split("."))


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
