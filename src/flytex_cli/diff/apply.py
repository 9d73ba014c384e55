"""Apply changes to a document: what a difference means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flytex_cli.diff.fields import MISSING, FieldChange, Item, Order, Step, Steps


def applied(document: Any, changes: Iterable[FieldChange]) -> Any:
    """Return the document after the changes; the original stays as it is.

    `applied(a, changed_fields(a, b))` is `b` up to the order of mappings' keys.
    """
    result = _copy(document)
    ordered = sorted(changes, key=_rank)
    for change in ordered:
        result = _set(result, change.steps, change.new)
    return result


def _rank(change: FieldChange) -> tuple[int, int]:
    """Values first, items taken off a list from its end, orders when all items are there."""
    last = change.steps[-1] if change.steps else ""
    if isinstance(last, Order):
        return 2, 0
    return (1, -last) if isinstance(last, int) and change.new is MISSING else (0, 0)


def _set(value: Any, steps: Steps, new: Any) -> Any:
    if not steps:
        return new
    step, rest = steps[0], steps[1:]
    if isinstance(step, Order):
        by_key = {item[step.identity]: item for item in value}
        return [by_key[key] for key in new if key in by_key] + [by_key[key] for key in by_key if key not in new]
    position = _position(value, step)
    if rest:
        value[position] = _set(value[position], rest, new)
    elif new is MISSING:
        del value[position]
    elif isinstance(value, list) and position == len(value):
        value.append(new)
    else:
        value[position] = new
    return value


def _position(value: Any, step: Step) -> Any:
    if not isinstance(step, Item):
        return step
    found = (index for index, item in enumerate(value) if item[step.identity] == step.value)
    return next(found, len(value))


def _copy(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, (list, tuple)) else value
