"""An environment with its source at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from flytex_cli.project.fields import Step, call_at, written_at
from flytex_cli.project.following import Written
from flytex_cli.project.places import Place
from flytex_cli.project.source import Source
from flytex_cli.records import EnvironmentRecord

if TYPE_CHECKING:
    import ast

    from flytex_cli.project.project import Project
    from flytex_cli.project.task import Task

MAKERS = ("Environment", "clone_with", "from_task")
"""How the names of functions, methods and classes end that make an environment."""


@dataclass(frozen=True, eq=False)
class Environment:
    """One environment."""

    record: EnvironmentRecord
    project: Project = field(repr=False)

    @property
    def name(self) -> str:
        return self.record.name

    @property
    def source(self) -> Source | None:
        return self.project.sources.get(self.record.location.file)

    @cached_property
    def call(self) -> ast.Call | None:
        """The call that made it, where that is written in a file that was read."""
        line = self.record.location.line
        return call_at(self.source, line, *MAKERS) if self.source is not None and line else None

    @property
    def first_argument(self) -> ast.expr | None:
        """The first positional argument of the call that made it: its name."""
        return self.call.args[0] if self.call is not None and self.call.args else None

    @property
    def tasks(self) -> Iterator[Task]:
        """Its tasks that were declared."""
        return iter(self.project.tasks_of(self))

    def at(self, *path: Step) -> Place:
        """Return where a setting is written, as far as it can be followed; else the call that made the environment."""
        written = self.written(*path)
        if written is not None:
            return Place(written[0].span(written[1]), self.name)
        if self.call is not None and self.source is not None:
            node = self.first_argument if path == ("name",) else None
            return Place(self.source.span(node or self.call.func), self.name)
        return Place(self.project.span(self.record.location), self.name)

    def written(self, *path: Step, used: bool = False) -> Written | None:
        """Return the expression that a setting is written as, and its file; or where it is used."""
        if self.call is None or self.source is None or not path:
            return None
        return written_at(self.source, self.call, path, used=used)
