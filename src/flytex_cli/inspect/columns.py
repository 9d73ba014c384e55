"""The columns of the tables of tasks and apps; what these are filtered and sorted by."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TypeAlias, TypeVar, Union

from flytex_cli.config import nearest
from flytex_cli.errors import OptionError
from flytex_cli.inspect.model import Amount, AppSummary, TaskSummary
from flytex_cli.pods.errors import QuantityError
from flytex_cli.pods.quantity import parse_quantity

Item: TypeAlias = Union[TaskSummary, AppSummary]  # noqa: UP007  (runs on 3.10)
Shown = TypeVar("Shown", TaskSummary, AppSummary)


@dataclass(frozen=True)
class Column:
    """One column: its text for a task or app, empty where there is nothing to say, and for numbers what they are."""

    name: str
    text: Callable[[Item], str]
    number: Callable[[Item], float | None] | None = None


def _of_tasks(
    name: str, text: Callable[[TaskSummary], str], number: Callable[[TaskSummary], float | None] | None = None
) -> Column:
    """Return a column of which apps have nothing."""
    return Column(
        name,
        lambda item: text(item) if isinstance(item, TaskSummary) else "",
        (lambda item: number(item) if isinstance(item, TaskSummary) else None) if number is not None else None,
    )


def _of_apps(
    name: str, text: Callable[[AppSummary], str], number: Callable[[AppSummary], float | None] | None = None
) -> Column:
    """Return a column of which tasks have nothing."""
    return Column(
        name,
        lambda item: text(item) if isinstance(item, AppSummary) else "",
        (lambda item: number(item) if isinstance(item, AppSummary) else None) if number is not None else None,
    )


def _amount(resource: str) -> Column:
    def text(item: Item) -> str:
        return str(item.resources[resource]) if resource in item.resources else ""

    def number(item: Item) -> float | None:
        amount = item.resources.get(resource, Amount())
        return _quantity(amount.limit or amount.request or "")

    return Column(resource, text, number)


def _quantity(text: str) -> float | None:
    try:
        return parse_quantity(text).nanos / 10**9
    except QuantityError:
        return None


def duration_text(seconds: float | None) -> str:
    """Write a duration as `1h30m` or `90s`."""
    if seconds is None:
        return ""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    parts = [f"{hours}h" if hours else "", f"{minutes}m" if minutes else "", f"{rest}s" if rest else ""]
    return "".join(parts) or f"{seconds:g}s"


def type_text(item: Item) -> str:
    """Return what runs a task, or what an app is: `python`, `FastAPI app`."""
    if isinstance(item, TaskSummary):
        return item.type
    kind = item.type or item.kind.removesuffix("Environment").removesuffix("App")
    return f"{kind} app".strip()


COLUMNS = (
    Column("name", lambda item: item.name),
    Column("type", type_text),
    Column("image", lambda item: item.image.uri),
    _amount("cpu"),
    _amount("memory"),
    _amount("gpu"),
    _of_tasks("cache", lambda task: str(task.cache)),
    _of_tasks("retries", lambda task: str(task.retries or ""), lambda task: task.retries),
    _of_tasks("timeout", lambda task: duration_text(task.timeout), lambda task: task.timeout),
    _of_tasks("cost", lambda task: str(task.cost or ""), lambda task: None if task.cost is None else task.cost.hour),
    _of_apps("port", lambda app: str(app.port or ""), lambda app: app.port),
    _of_apps("scaling", lambda app: app.scaling),
    _of_apps("auth", lambda app: "required" if app.requires_auth else "none"),
    _of_apps("address", lambda app: ", ".join(app.address)),
    Column("secrets", lambda item: ", ".join(map(str, item.secrets))),
    _of_tasks("triggers", lambda task: ", ".join(map(str, task.triggers))),
    _of_tasks("reuse", lambda task: task.reuse or ""),
    Column("place", lambda item: str(item.location)),
)
"""Those of the tables, in their order."""

_HIDDEN = (
    Column("environment", lambda item: (item.environment if isinstance(item, TaskSummary) else item.name) or ""),
    Column("file", lambda item: item.location.file),
    _amount("disk"),
    _amount("shm"),
    _of_tasks("interruptible", lambda task: "yes" if task.interruptible else ""),
    _of_tasks("report", lambda task: "yes" if task.report else ""),
    Column("docs", lambda item: (item.docs if isinstance(item, TaskSummary) else item.description) or ""),
    _of_tasks("inputs", lambda task: ", ".join(each.name for each in task.inputs)),
    Column("env", lambda item: ", ".join(item.env)),
)
_BY_NAME = {column.name: column for column in (*COLUMNS, *_HIDDEN)}

_FILTER = re.compile(r"(?P<absent>!?)(?P<name>[a-z]+)\s*(?:(?P<operator>!=|>=|<=|=|>|<)\s*(?P<value>.*))?", re.DOTALL)
_COMPARISONS = {">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le}


@dataclass(frozen=True)
class Filter:
    """One condition: `gpu`, `!docs`, `image=*:latest`, `cache!=auto*`, `memory>4Gi`."""

    column: Column
    operator: str
    value: str = ""
    number: float = 0.0

    def lets_pass(self, item: Item) -> bool:
        """Return whether a task or an app is shown."""
        text = self.column.text(item)
        if self.operator in _COMPARISONS and self.column.number is not None:
            number = self.column.number(item)
            return number is not None and bool(_COMPARISONS[self.operator](number, self.number))
        if self.operator in ("", "!"):
            return bool(text) is (self.operator == "")
        return fnmatchcase(text, self.value) is (self.operator == "=")


def parse_filter(text: str) -> Filter:
    """Parse a condition.

    Raises:
        UsageError: it is malformed, or there is no such column.
    """
    match = _FILTER.fullmatch(text.strip())
    if match is None:
        raise OptionError(
            "--filter", f"{text!r} is not a condition", hint="write gpu, !docs, image=*:latest or memory>4Gi"
        )
    column, operator = find_column(match["name"], "--filter"), match["operator"] or match["absent"]
    if operator not in _COMPARISONS:
        return Filter(column, operator, match["value"] or "")
    number = _quantity(match["value"])
    if number is None or column.number is None:
        raise OptionError(
            "--filter", f"{text!r} does not compare numbers", hint="memory>4Gi, cpu>=2, retries<1, timeout>600"
        )
    return Filter(column, operator, match["value"], number)


def find_column(name: str, option: str) -> Column:
    """Return the column of a name.

    Raises:
        UsageError: there is none.
    """
    if name not in _BY_NAME:
        raise OptionError(option, f"no column {name!r}{nearest(name, _BY_NAME)}", hint=", ".join(_BY_NAME))
    return _BY_NAME[name]


def sorted_items(items: Sequence[Shown], by: str | None) -> list[Shown]:
    """Sort by a column: numbers from the largest, text from a to z, empty ones last; `-` in front reverses it.

    Raises:
        UsageError: there is no such column.
    """
    if by is None:
        return list(items)
    column = find_column(by.removeprefix("-"), "--sort")
    number = column.number

    def key(item: Shown) -> tuple[float | str, str]:
        return (-(number(item) or 0.0) if number is not None else column.text(item), item.name)

    have = sorted((item for item in items if column.text(item)), key=key, reverse=by.startswith("-"))
    return have + [item for item in items if not column.text(item)]
