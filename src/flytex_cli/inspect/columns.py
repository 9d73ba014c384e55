"""The columns of the table of tasks; what tasks are filtered and sorted by."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from flytex_cli.config import nearest
from flytex_cli.errors import OptionError
from flytex_cli.inspect.model import Amount, TaskSummary
from flytex_cli.pods.errors import QuantityError
from flytex_cli.pods.quantity import parse_quantity


@dataclass(frozen=True)
class Column:
    """One column: its text for a task, empty where there is nothing to say, and for numbers what they are."""

    name: str
    text: Callable[[TaskSummary], str]
    number: Callable[[TaskSummary], float | None] | None = None


def _amount(resource: str) -> Column:
    def text(task: TaskSummary) -> str:
        return str(task.resources[resource]) if resource in task.resources else ""

    def number(task: TaskSummary) -> float | None:
        amount = task.resources.get(resource, Amount())
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


COLUMNS = (
    Column("name", lambda task: task.name),
    Column("type", lambda task: task.type),
    Column("image", lambda task: task.image.uri),
    _amount("cpu"),
    _amount("memory"),
    _amount("gpu"),
    Column("cache", lambda task: str(task.cache)),
    Column("retries", lambda task: str(task.retries or ""), lambda task: task.retries),
    Column("timeout", lambda task: duration_text(task.timeout), lambda task: task.timeout),
    Column("secrets", lambda task: ", ".join(map(str, task.secrets))),
    Column("triggers", lambda task: ", ".join(map(str, task.triggers))),
    Column("reuse", lambda task: task.reuse or ""),
    Column("place", lambda task: str(task.location)),
)
"""Those of the table, in its order."""

_HIDDEN = (
    Column("environment", lambda task: task.environment or ""),
    Column("file", lambda task: task.location.file),
    _amount("disk"),
    _amount("shm"),
    Column("interruptible", lambda task: "yes" if task.interruptible else ""),
    Column("report", lambda task: "yes" if task.report else ""),
    Column("docs", lambda task: task.docs or ""),
    Column("inputs", lambda task: ", ".join(each.name for each in task.inputs)),
    Column("env", lambda task: ", ".join(task.env)),
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

    def lets_pass(self, task: TaskSummary) -> bool:
        """Return whether a task is shown."""
        text = self.column.text(task)
        if self.operator in _COMPARISONS and self.column.number is not None:
            number = self.column.number(task)
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


def sorted_tasks(tasks: Sequence[TaskSummary], by: str | None) -> list[TaskSummary]:
    """Sort tasks by a column: numbers from the largest, text from a to z, empty ones last; `-` in front reverses it.

    Raises:
        UsageError: there is no such column.
    """
    if by is None:
        return list(tasks)
    column = find_column(by.removeprefix("-"), "--sort")
    have = [task for task in tasks if column.text(task)]
    rest = [task for task in tasks if not column.text(task)]
    number = column.number
    if number is not None:
        have.sort(key=lambda task: (-(number(task) or 0.0), task.name))
    else:
        have.sort(key=lambda task: (column.text(task), task.name))
    return [*(reversed(have) if by.startswith("-") else have), *rest]
