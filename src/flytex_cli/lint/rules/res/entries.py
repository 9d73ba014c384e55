"""The amounts in a task's `flyte.Resources`, as the SDK writes them into the spec and as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flytex_cli.project import Workload
from flytex_cli.project.fields import Step

KEYWORDS = ("cpu", "memory", "disk", "shm")
"""The keywords of `flyte.Resources` that take a quantity."""


@dataclass(frozen=True)
class Entry:
    """One amount.

    Attributes:
        keyword: `cpu`, `memory`, `disk` or `shm`.
        is_limit: whether it is the second of a range.
        value: as the spec has it.
        path: how it is written: `resources`, the keyword, and the index in a range.
    """

    keyword: str
    is_limit: bool
    value: str
    path: tuple[Step, ...]

    @property
    def field(self) -> str:
        """The setting's path as text."""
        return f"resources.{self.keyword}"


def entries(workload: Workload) -> Iterator[Entry]:
    """Yield each amount once; `shm="auto"` is none."""
    declared = workload.facts.resources or {}
    for keyword in KEYWORDS:
        value = declared.get(keyword)
        path: tuple[Step, ...] = ("resources", keyword)
        if isinstance(value, (list, tuple)):
            for index, part in enumerate(value):
                yield Entry(keyword, index == 1, str(part), (*path, index))
        elif value is not None and not (keyword == "shm" and value == "auto"):
            yield Entry(keyword, False, str(value), path)
