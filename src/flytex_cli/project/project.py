"""All that one run loaded, by task, app, environment and file."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from flytex_cli.project.app import App
from flytex_cli.project.environment import Environment
from flytex_cli.project.fields import argument_at
from flytex_cli.project.places import Place, Span
from flytex_cli.project.source import Source, digest_of
from flytex_cli.project.task import Task
from flytex_cli.project.workload import Workload
from flytex_cli.records import (
    Diagnostic,
    EngineInfo,
    EnvironmentRecord,
    ModuleReport,
    Reference,
    ShownLocation,
    SourceLocation,
    SourceRecord,
    shown_path,
)


class Project:
    """All that one run loaded.

    Args:
        reports: the modules, with their declarations.
        read: reads the files, by their path relative to the root, as records name them.
        engine: which `flyte` the modules were loaded with.
    """

    def __init__(
        self,
        reports: Sequence[ModuleReport],
        read: Callable[[], Mapping[str, Source]],
        engine: EngineInfo | None,
        diagnostics: Sequence[Diagnostic],
    ) -> None:
        self.reports = reports
        self._read = read
        self.engine = engine
        self.diagnostics = diagnostics
        """Everything that went wrong in loading and translating."""
        self.others: dict[str, Source] = {}
        """Further files that were looked at, by their path as `sources`; what their names mean is not known."""

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The files, read when the first is asked for."""
        return self._read()

    @cached_property
    def environments(self) -> tuple[Environment, ...]:
        """Every environment once, however many modules reach it."""
        found: dict[tuple[str, SourceLocation], Environment] = {}
        for report in self.reports:
            for record in report.environments:
                found.setdefault((record.name, record.location), Environment(record, self))
        return tuple(found.values())

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """Every task once, those that a later one of the same name replaced included."""
        found: dict[tuple[str, SourceLocation, bool], Task] = {}
        for report in self.reports:
            records = {record.name: record for record in report.records}
            environments = {record.name: record.location for record in report.environments}
            for declared in report.declared:
                key = (declared.name, declared.location, declared.replaced)
                record = None if declared.replaced else records.get(declared.name)
                if key in found and (found[key].record is not None or record is None):
                    continue
                environment = self._environment(declared.environment, environments)
                found[key] = Task(declared, record, environment, self)
        return tuple(found.values())

    @cached_property
    def apps(self) -> tuple[App, ...]:
        """Every app once."""
        found: dict[tuple[str, SourceLocation], App] = {}
        for report in self.reports:
            records = {record.name: record for record in report.apps}
            for declared in report.declared_apps:
                key, record = (declared.name, declared.location), records.get(declared.name)
                environment = self._environment_by_key.get(key)
                if environment is None or environment.record.app is None:
                    continue
                if key not in found or (found[key].record is None and record is not None):
                    found[key] = App(declared, environment.record.app, record, environment, self)
        return tuple(found.values())

    @cached_property
    def deployed(self) -> tuple[Task, ...]:
        """The tasks that no later one of the same name replaced."""
        return tuple(task for task in self.tasks if not task.declared.replaced)

    @property
    def workloads(self) -> tuple[Workload, ...]:
        """The tasks that are deployed, then the apps."""
        return (*self.deployed, *self.apps)

    @cached_property
    def by_name(self) -> dict[str, Task]:
        """The tasks that are deployed, by full name."""
        return {task.name: task for task in self.deployed}

    @cached_property
    def _by_place(self) -> dict[tuple[str, str], Task]:
        return {(task.name, task.declared.location.file): task for task in self.tasks}

    def task(self, reference: Reference) -> Task | None:
        """Return the task that a name stands for: modules that are not deployed together may have tasks of one name."""
        if reference.file is None:
            return self.by_name.get(reference.name)
        return self._by_place.get((reference.name, reference.file))

    def environment(self, record: EnvironmentRecord) -> Environment:
        """Return the environment that a report tells of."""
        return self._environment_by_key[record.name, record.location]

    def closure(self, environment: Environment) -> list[Environment]:
        """Return an environment and all that it depends on, directly or not."""
        found: dict[SourceLocation, Environment] = {}
        waiting = [environment]
        while waiting:
            current = waiting.pop()
            if current.record.location not in found:
                found[current.record.location] = current
                waiting += self.dependencies(current)
        return list(found.values())

    def dependencies(self, environment: Environment) -> list[Environment]:
        """Return what an environment names in `depends_on`; of several of one name not itself."""
        found = []
        for name in environment.record.depends_on:
            named = self._environments_by_name.get(name, [])
            found += [each for each in named if each is not environment] or named
        return found

    def source(self, root: str, file: str) -> Source:
        """Return a file that was loaded; one that no task or environment is written in is read when it is asked for."""
        found = self.sources.get(file) or self.others.get(file)
        if found is None:
            path = Path(root, file)
            shown = shown_path(path, Path(os.path.realpath(os.curdir)))
            found = self.others[file] = Source(SourceRecord(file, "", digest_of(path)), path, shown)
        return found

    def location_text(self, location: SourceLocation) -> str:
        """Write `file:line` as a person would open it."""
        return f"{self.span(location).file}:{location.line or 1}"

    def place_of(self, diagnostic: Diagnostic) -> Place:
        """Return where a diagnostic points; a task's at its declaration, where that was read."""
        task = self.by_name.get(diagnostic.task or "")
        if task is not None:
            return task.place
        app = next((each for each in self.apps if each.name == diagnostic.app), None)
        if app is not None:
            return app.at_field(diagnostic.field or "")
        return Place(self._argument_span(diagnostic) or self.shown_span(diagnostic.location), diagnostic.subject)

    def _argument_span(self, diagnostic: Diagnostic) -> Span | None:
        """Return where the argument stands that Flyte refused when a module was imported."""
        location, field = diagnostic.location, diagnostic.field
        source = self._by_shown_file.get(location.file) if location is not None else None
        if source is None or location is None or field is None:
            return None
        node = argument_at(source, location.line or 1, field)
        return None if node is None else source.span(node)

    def shown_span(self, location: ShownLocation | None) -> Span:
        """Turn a diagnostic's location into a span of the whole line."""
        location = location or ShownLocation("")
        source = self._by_shown_file.get(location.file)
        line = location.line or 1
        return source.line_span(line) if source is not None else Span(location.file, line, 1, line, 1)

    @cached_property
    def _by_shown_file(self) -> dict[str, Source]:
        return {source.file: source for source in self.sources.values()}

    def tasks_of(self, environment: Environment) -> Sequence[Task]:
        """Return the tasks of an environment that are deployed."""
        return self._by_environment.get(environment, ())

    @cached_property
    def _by_environment(self) -> dict[Environment | None, list[Task]]:
        found: dict[Environment | None, list[Task]] = {}
        for task in self.deployed:
            found.setdefault(task.environment, []).append(task)
        return found

    def tasks_in(self, source: Source) -> Sequence[Task]:
        """Return the tasks that are written in a file."""
        return self._by_file.get(source.record.file, ())

    @cached_property
    def _by_file(self) -> dict[str, list[Task]]:
        found: dict[str, list[Task]] = {}
        for task in self.tasks:
            found.setdefault(task.declared.location.file, []).append(task)
        return found

    def span(self, location: SourceLocation) -> Span:
        """Turn a record's location into a span of the whole line."""
        source = self.sources.get(location.file)
        line = location.line or 1
        return source.line_span(line) if source is not None else Span(location.file, line, 1, line, 1)

    def task_around(self, source: Source, node: ast.AST) -> Task | None:
        """Return the task whose function a node is, or is written in; the innermost where they nest."""
        for each in (node, *source.around(node)):
            task = self._by_function.get(each)
            if task is not None:
                return task
        return None

    @cached_property
    def _by_function(self) -> dict[ast.AST, Task]:
        found: dict[ast.AST, Task] = {}
        for task in self.tasks:
            if task.function is not None:
                found.setdefault(task.function, task)
        return found

    def place(self, source: Source, node: ast.expr | ast.stmt | ast.keyword) -> Place:
        """Return a node's place, owned by the task whose function it is in."""
        task = self.task_around(source, node)
        return Place(source.span(node), task.name if task is not None else None)

    def _environment(self, name: str | None, locations: Mapping[str, SourceLocation]) -> Environment | None:
        if name is None or name not in locations:
            return None
        return self._environment_by_key.get((name, locations[name]))

    @cached_property
    def _environments_by_name(self) -> dict[str, list[Environment]]:
        found: dict[str, list[Environment]] = {}
        for environment in self.environments:
            found.setdefault(environment.name, []).append(environment)
        return found

    @cached_property
    def _environment_by_key(self) -> dict[tuple[str, SourceLocation], Environment]:
        return {(environment.name, environment.record.location): environment for environment in self.environments}
