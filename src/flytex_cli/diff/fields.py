"""Two documents, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MISSING = object()
"""Stands for a field that one side does not have."""

IDENTITY = ("key", "name", "id")
"""What tells the items of a list of mappings apart: variables by key, containers and environment variables by name."""


@dataclass(frozen=True)
class FieldChange:
    """One field that differs: its path, and both values (`MISSING` on the side that has none)."""

    path: str
    old: Any
    new: Any


def changed_fields(old: Any, new: Any, path: str = "") -> Iterator[FieldChange]:
    """Every field that differs, deepest first named: `taskTemplate.container.args[3]`, `...variables[key=x].value`.

    Items of lists are paired by what identifies them where all have it, else by position.
    """
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*old, *(key for key in new if key not in old)]:
            below = f"{path}.{key}" if path else str(key)
            yield from changed_fields(old.get(key, MISSING), new.get(key, MISSING), below)
    elif _is_list(old) and _is_list(new):
        yield from _changed_items(old, new, path)
    elif type(old) is not type(new) or old != new:
        yield FieldChange(path, old, new)


def _changed_items(old: Sequence[Any], new: Sequence[Any], path: str) -> Iterator[FieldChange]:
    identity = _identity(old, new)
    if identity is None:
        for index in range(max(len(old), len(new))):
            before, after = (side[index] if index < len(side) else MISSING for side in (old, new))
            yield from changed_fields(before, after, f"{path}[{index}]")
        return
    olds, news = ({item[identity]: item for item in side} for side in (old, new))
    for key in [*olds, *(key for key in news if key not in olds)]:
        yield from changed_fields(olds.get(key, MISSING), news.get(key, MISSING), f"{path}[{identity}={key}]")
    if list(olds) != list(news) and set(olds) == set(news):
        yield FieldChange(f"{path}[order]", list(olds), list(news))


def _identity(old: Sequence[Any], new: Sequence[Any]) -> str | None:
    for name in IDENTITY:
        if all(_has_unique(side, name) for side in (old, new)):
            return name
    return None


def _has_unique(items: Sequence[Any], name: str) -> bool:
    values = [item.get(name) if isinstance(item, Mapping) else None for item in items]
    return all(isinstance(value, str) for value in values) and len(set(values)) == len(values)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes))
