"""A task with its source at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flytex_cli.project.environment import Environment
from flytex_cli.project.fields import Step, call_at, decorator, decorator_call, find_text, written_at
from flytex_cli.project.following import Written
from flytex_cli.project.places import Place
from flytex_cli.project.source import Function, Source
from flytex_cli.records import DeclaredTask, Facts, TaskRecord
from flytex_cli.wire.struct import from_struct

if TYPE_CHECKING:
    import ast

    from flyteidl2.core.tasks_pb2 import Container, K8sPod, TaskTemplate
    from flyteidl2.task.task_definition_pb2 import TaskSpec

    from flytex_cli.project.project import Project


@dataclass(frozen=True, eq=False)
class Task:
    """One task: as declared, and its record where it could be translated."""

    declared: DeclaredTask
    record: TaskRecord | None
    environment: Environment | None
    project: Project = field(repr=False)

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

    def at(self, *path: Step, used: bool = False) -> Place:
        """Return where a setting is written: in the task's decorator or constructor, else at its environment.

        Args:
            path: of the setting.
            used: whether it is wrong here, whatever is right of an object that has a name: the place is the name's.
        """
        own = self._own(path, used)
        if own is not None:
            return Place(own[0].span(own[1]), self.name)
        if self.environment is not None and (written := self.environment.written(*path, used=used)) is not None:
            return Place(written[0].span(written[1]), self.environment.name)
        return self.place

    def _own(self, path: tuple[Step, ...], used: bool = False) -> Written | None:
        if self._call is None or self.source is None:
            return None
        return written_at(self.source, self._call, path, used=used)

    def at_text(self, text: str, *path: Step) -> Place:
        """Return where a text is written inside a setting; the setting itself where the text is made elsewhere."""
        written = self.written(*path)
        if written is not None:
            found = find_text(*written, text)
            if found is not None:
                return Place(found[0].span(found[1]), self.at(*path).owner)
        return self.at(*path)

    def written(self, *path: Step) -> Written | None:
        """Return the expression that a setting is written as, and its file."""
        own = self._own(path)
        return own if own is not None or self.environment is None else self.environment.written(*path)

    def at_parameter(self, name: str) -> Place:
        """Return where a parameter of the task's function is written."""
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
