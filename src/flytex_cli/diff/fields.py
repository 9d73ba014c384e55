"""Two documents, field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Union

MISSING: Final[Any] = type("Missing", (), {"__repr__": lambda self: "MISSING"})()
"""Stands for a field that one side does not have."""

IDENTITY = ("key", "name", "id")
"""What tells the items of a list of mappings apart: variables by key, containers and environment variables by name."""


@dataclass(frozen=True)
class Item:
    """The step to the item of a list that is identified by a field: `[key=x]`."""

    identity: str
    value: str

    def __str__(self) -> str:
        return f"[{self.identity}={self.value}]"


@dataclass(frozen=True)
class Order:
    """The step to the order of a list's items, by what identifies them: `[order]`."""

    identity: str

    def __str__(self) -> str:
        return "[order]"


Step = Union[str, int, Item, Order]  # noqa: UP007  (runs on 3.10)
Steps = tuple[Step, ...]
Whole = Callable[[Steps, Any, Any], bool]


def path_text(steps: Steps) -> str:
    """Write a path as `taskTemplate.container.args[3]` or `...variables[key=x].value`."""
    return "".join(map(_step_text, steps)).removeprefix(".")


def _step_text(step: Step) -> str:
    if isinstance(step, str):
        return f".{step}"
    return f"[{step}]" if isinstance(step, int) else str(step)


@dataclass(frozen=True)
class FieldChange:
    """One field that differs: the way to it, and both values (`MISSING` on the side that has none)."""

    steps: Steps
    old: Any
    new: Any

    @property
    def path(self) -> str:
        """The way to the field as text."""
        return path_text(self.steps)


def changed_fields(
    old: Any, new: Any, whole: Whole = lambda steps, old, new: False, steps: Steps = ()
) -> Iterator[FieldChange]:
    """Yield every field that differs, each named by its deepest step.

    Items of lists are paired by what identifies them where all have it, else by position.

    Args:
        whole: whether two values at some path are to be shown whole.
        steps: the way to `old` and `new` themselves.
    """
    if old == new and same(old, new):  # most of two messages; `==` is quick and takes True for 1
        return
    if whole(steps, old, new):
        yield FieldChange(steps, old, new)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from changed_fields(old.get(key, MISSING), new.get(key, MISSING), whole, (*steps, str(key)))
    elif is_list(old) and is_list(new):
        yield from _changed_items(old, new, whole, steps)
    else:
        yield FieldChange(steps, old, new)


def value_at(document: Any, steps: Steps) -> Any:
    """Return what is at a way in a document; `MISSING` where there is nothing."""
    for step in steps:
        if isinstance(step, Item) and is_list(document):
            found = (each for each in document if isinstance(each, Mapping) and each.get(step.identity) == step.value)
            document = next(found, MISSING)
        elif isinstance(step, str) and isinstance(document, Mapping):
            document = document.get(step, MISSING)
        elif isinstance(step, int) and is_list(document) and step < len(document):
            document = document[step]
        else:
            return MISSING
    return document


def same(old: Any, new: Any) -> bool:
    """Compare so that True differs from 1, and 1 from 1.0, at any depth."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return old.keys() == new.keys() and all(same(old[key], new[key]) for key in old)
    if is_list(old) and is_list(new):
        return len(old) == len(new) and all(map(same, old, new))
    return type(old) is type(new) and bool(old == new)


def _changed_items(old: Sequence[Any], new: Sequence[Any], whole: Whole, steps: Steps) -> Iterator[FieldChange]:
    identity = identity_of(old, new)
    if identity is None:
        for index in range(max(len(old), len(new))):
            before, after = (side[index] if index < len(side) else MISSING for side in (old, new))
            yield from changed_fields(before, after, whole, (*steps, index))
        return
    olds, news = ({item[identity]: item for item in side} for side in (old, new))
    for key in [*olds, *(key for key in news if key not in olds)]:
        item = (*steps, Item(identity, key))
        yield from changed_fields(olds.get(key, MISSING), news.get(key, MISSING), whole, item)
    if not (_appends(list(olds), list(news)) and _appends(list(news), list(olds))):
        yield FieldChange((*steps, Order(identity)), list(olds), list(news))


def _appends(old: list[str], new: list[str]) -> bool:
    """Whether taking out what is gone and adding what is new at the end gives the new order."""
    return [key for key in old if key in new] + [key for key in new if key not in old] == new


def identity_of(old: Sequence[Any], new: Sequence[Any]) -> str | None:
    """Return the field that identifies the items of both lists, or None."""
    for name in IDENTITY:
        if all(_has_unique(side, name) for side in (old, new)):
            return name
    return None


def _has_unique(items: Sequence[Any], name: str) -> bool:
    values = [item.get(name) if isinstance(item, Mapping) else None for item in items]
    return all(isinstance(value, str) for value in values) and len(set(values)) == len(values)


def is_list(value: Any) -> bool:
    """Return whether a value is a list of a document."""
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes))
