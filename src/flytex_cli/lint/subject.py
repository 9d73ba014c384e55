"""What rules look at: tasks, environments and files of a run, each with its source at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flytex_cli.lint.fields import Step, call_at, decorator, decorator_call, find_text, written_at
from flytex_cli.lint.finding import Place, Span
from flytex_cli.lint.source import Function, Source
from flytex_cli.pods.jsonish import from_struct
from flytex_cli.records import (
    DeclaredTask,
    Diagnostic,
    EngineInfo,
    EnvironmentRecord,
    Facts,
    ModuleReport,
    SourceLocation,
    TaskRecord,
)

if TYPE_CHECKING:
    import ast

    from flyteidl2.core.tasks_pb2 import Container, K8sPod, TaskTemplate
    from flyteidl2.task.task_definition_pb2 import TaskSpec

    from flytex_cli.pods.findings import PodFinding

MAKERS = ("TaskEnvironment", "clone_with", "from_task", "ClusteredTaskEnvironment", "AppEnvironment")
"""Functions and methods of `flyte` that make an environment."""


@dataclass(frozen=True)
class ClusterFacts:
    """What `[tool.flytex.lint.cluster]` says exists, for rules that cannot know it otherwise; empty: not said.

    Attributes:
        image_refs: names that `--image` or Flyte's configuration maps.
    """

    queues: tuple[str, ...] = ()
    pod_templates: tuple[str, ...] = ()
    service_accounts: tuple[str, ...] = ()
    accelerators: tuple[str, ...] = ()
    image_refs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Environment:
    """One environment."""

    record: EnvironmentRecord
    project: Project = field(repr=False, compare=False)

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
        return (task for task in self.project.tasks if task.environment is self and not task.declared.replaced)

    def at(self, *path: Step) -> Place:
        """Where a setting is written, as far as it can be followed; the call that made the environment otherwise."""
        node = self.written(*path) or (self.first_argument if path == ("name",) else None)
        if node is not None and self.source is not None:
            return Place(self.source.span(node), self.name)
        if self.call is not None and self.source is not None:
            return Place(self.source.span(self.call.func), self.name)
        return Place(self.project.span(self.record.location), self.name)

    def written(self, *path: Step) -> ast.expr | None:
        """The expression that a setting is written as."""
        if self.call is None or self.source is None or not path:
            return None
        return written_at(self.source, self.call, path)


@dataclass(frozen=True)
class Task:
    """One task: as declared, and its record where it could be translated."""

    declared: DeclaredTask
    record: TaskRecord | None
    environment: Environment | None
    project: Project = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        return self.declared.name

    @property
    def facts(self) -> Facts:
        return self.declared.facts

    @property
    def spec(self) -> TaskSpec | None:
        """The TaskSpec; None where the task could not be translated."""
        return None if self.record is None else self.record.spec

    @property
    def template(self) -> TaskTemplate | None:
        return None if self.spec is None else self.spec.task_template

    @property
    def container(self) -> Container | None:
        """The TaskTemplate's container, where its target is one."""
        template = self.template
        return template.container if template is not None and template.WhichOneof("target") == "container" else None

    @property
    def k8s_pod(self) -> K8sPod | None:
        """The TaskTemplate's pod, where its target is one."""
        template = self.template
        return template.k8s_pod if template is not None and template.WhichOneof("target") == "k8s_pod" else None

    @cached_property
    def pod_spec(self) -> dict[str, Any] | None:
        """The PodSpec of a pod target as plain JSON, whole numbers restored."""
        return None if self.k8s_pod is None else from_struct(self.k8s_pod.pod_spec)

    @cached_property
    def pod_findings(self) -> tuple[PodFinding, ...]:
        """What `flytex podspec` says of the Pod it becomes on a cluster with the backend's built-in defaults."""
        from flytex_cli.lint.pod import pod_findings

        return () if self.spec is None else pod_findings(self.spec, bool(self.facts.resources))

    @property
    def source(self) -> Source | None:
        return self.project.sources.get(self.declared.location.file)

    @cached_property
    def function(self) -> Function | None:
        """The task's function in the source."""
        line = self.declared.location.line
        return self.source.functions.get(line) if self.source is not None and line else None

    @property
    def place(self) -> Place:
        """The task's decorator, or the call that made it."""
        source, function = self.source, self.function
        if source is not None and function is not None:
            node = decorator(source, function)
            return Place(source.span(node) if node is not None else source.name_span(function), self.name)
        if source is not None and self.declared.location.line:
            call = call_at(source, self.declared.location.line)
            if call is not None:
                return Place(source.span(call.func), self.name)
        return Place(self.project.span(self.declared.location), self.name)

    def at(self, *path: Step) -> Place:
        """Where a setting is written: in the task's decorator or constructor, else at its environment."""
        call = self._call
        if call is not None and self.source is not None:
            node = written_at(self.source, call, path)
            if node is not None:
                return Place(self.source.span(node), self.name)
        if self.environment is not None and self.environment.written(*path) is not None:
            return self.environment.at(*path)
        return self.place

    def at_text(self, text: str, *path: Step) -> Place:
        """Where a text is written inside a setting; the setting itself where the text is made elsewhere."""
        written = self.written(*path)
        if written is not None:
            node = find_text(*written, text)
            if node is not None:
                return Place(written[0].span(node), self.at(*path).owner)
        return self.at(*path)

    def written(self, *path: Step) -> tuple[Source, ast.expr] | None:
        """The expression that a setting is written as, and its file."""
        call = self._call
        if call is not None and self.source is not None:
            node = written_at(self.source, call, path)
            if node is not None:
                return self.source, node
        environment = self.environment
        if environment is not None and environment.source is not None:
            node = environment.written(*path)
            if node is not None:
                return environment.source, node
        return None

    def at_parameter(self, name: str) -> Place:
        """Where a parameter of the task's function is written."""
        if self.source is not None and self.function is not None:
            arguments = self.function.args
            for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
                if argument.arg == name:
                    return Place(self.source.span(argument), self.name)
        return self.at("inputs", name)

    @property
    def at_returns(self) -> Place:
        """Where the return annotation of the task's function is written."""
        if self.source is not None and self.function is not None and self.function.returns is not None:
            return Place(self.source.span(self.function.returns), self.name)
        return self.place

    @cached_property
    def _call(self) -> ast.Call | None:
        if self.source is None or not self.declared.location.line:
            return None
        if self.function is not None:
            return decorator_call(self.source, self.function)
        return call_at(self.source, self.declared.location.line)


class Project:
    """All that one run loaded.

    Args:
        reports: the modules, with their declarations.
        sources: the files by their path relative to the root, as records name them.
        cluster: what is known of the cluster.
        engine: which `flyte` the modules were loaded with.
    """

    def __init__(
        self,
        reports: Sequence[ModuleReport],
        sources: Mapping[str, Source],
        cluster: ClusterFacts,
        engine: EngineInfo | None,
        diagnostics: Sequence[Diagnostic],
    ) -> None:
        self.reports = reports
        self.sources = sources
        self.cluster = cluster
        self.engine = engine
        self.diagnostics = diagnostics
        """Everything that went wrong in loading and translating."""

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
    def by_name(self) -> dict[str, Task]:
        """The tasks that are deployed, by full name."""
        return {task.name: task for task in self.tasks if not task.declared.replaced}

    def environment(self, record: EnvironmentRecord) -> Environment:
        """The environment that a report tells of."""
        return self._environment_by_key[record.name, record.location]

    def closure(self, environment: Environment) -> list[Environment]:
        """An environment and all that it depends on, directly or not."""
        found: dict[SourceLocation, Environment] = {}
        waiting = [environment]
        while waiting:
            current = waiting.pop()
            if current.record.location not in found:
                found[current.record.location] = current
                waiting += self.dependencies(current)
        return list(found.values())

    def dependencies(self, environment: Environment) -> list[Environment]:
        """What an environment names in `depends_on`; of several of one name not itself."""
        found = []
        for name in environment.record.depends_on:
            named = [each for each in self.environments if each.name == name]
            found += [each for each in named if each is not environment] or named
        return found

    def shown(self, location: SourceLocation) -> str:
        """`file:line` as a person would open it."""
        return f"{self.span(location).file}:{location.line or 1}"

    def place_of(self, diagnostic: Diagnostic) -> Place:
        """Where a diagnostic points; a task's at its declaration, where that was read."""
        task = self.by_name.get(diagnostic.task or "")
        if task is not None:
            return task.place
        location = diagnostic.location or SourceLocation("")
        by_shown = {source.file: source for source in self.sources.values()}
        source = by_shown.get(location.file)
        line = location.line or 1
        span = source.line_span(line) if source is not None else Span(location.file, line, 1, line, 1)
        return Place(span, diagnostic.task)

    def tasks_in(self, source: Source) -> Sequence[Task]:
        """The tasks that are written in a file."""
        return self._by_file.get(source.record.file, ())

    @cached_property
    def _by_file(self) -> dict[str, list[Task]]:
        found: dict[str, list[Task]] = {}
        for task in self.tasks:
            found.setdefault(task.declared.location.file, []).append(task)
        return found

    def span(self, location: SourceLocation) -> Span:
        """A record's location as a span of the whole line."""
        source = self.sources.get(location.file)
        line = location.line or 1
        return source.line_span(line) if source is not None else Span(location.file, line, 1, line, 1)

    def task_around(self, source: Source, node: ast.AST) -> Task | None:
        """The task whose function a node is, or is written in; the innermost where they nest."""
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

    def place(self, source: Source, node: ast.expr | ast.stmt) -> Place:
        """A node's place, owned by the task whose function it is in."""
        task = self.task_around(source, node)
        return Place(source.span(node), task.name if task is not None else None)

    def _environment(self, name: str | None, locations: Mapping[str, SourceLocation]) -> Environment | None:
        if name is None or name not in locations:
            return None
        return self._environment_by_key.get((name, locations[name]))

    @cached_property
    def _environment_by_key(self) -> dict[tuple[str, SourceLocation], Environment]:
        return {(environment.name, environment.record.location): environment for environment in self.environments}
