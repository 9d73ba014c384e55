"""What an expression sees: the documents that flytex prints, under their names, of each subject of a policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from flytex_cli.lint.pod import pod_document
from flytex_cli.lint.policies.types import ListType, ObjectType, Scalar, Type, of_dataclass, of_message
from flytex_cli.project import App, Environment, Task
from flytex_cli.wire.document import to_document

if TYPE_CHECKING:
    from flytex_cli.inspect.model import Overview
    from flytex_cli.project import Project

Place = dict[str, Type]


class Subject(str, Enum):
    """What a policy is about, once for each."""

    TASK = "task"
    ENVIRONMENT = "environment"
    APP = "app"
    TRIGGER = "trigger"
    POD = "pod"


def document_types(subject: Subject) -> Mapping[str, Type]:
    """Return the documents that a policy on a subject sees, by name."""
    from flyteidl2.app.app_definition_pb2 import App as AppMessage
    from flyteidl2.task.task_definition_pb2 import TaskSpec, TaskTrigger

    from flytex_cli.inspect.model import AppSummary, TaskSummary, TriggerSummary

    placed: Place = {"file": Scalar.STRING, "line": Scalar.NUMBER}
    shown = of_dataclass(TaskSummary, drop=("location", "cost"), add=placed)
    task = {"task": shown, "spec": of_message(TaskSpec.DESCRIPTOR)}
    pod = {"pod": _pod()}
    match subject:
        case Subject.TASK:
            return {**task, **pod}
        case Subject.POD:
            return {**pod, **task}
        case Subject.TRIGGER:
            trigger = of_dataclass(TriggerSummary, add={"message": of_message(TaskTrigger.DESCRIPTOR)})
            return {"trigger": trigger, **task}
        case Subject.APP:
            return {
                "app": of_dataclass(AppSummary, drop=("location",), add=placed),
                "spec": of_message(AppMessage.DESCRIPTOR),
            }
        case Subject.ENVIRONMENT:
            return {"environment": _environment(placed)}


@dataclass
class Seen:
    """One subject with its documents.

    Attributes:
        name: the full name of the task, or the name of the environment or app, for `applies-to`.
        owner: what the place of a finding is looked up in.
        documents: by name; made when they are asked for.
        prepared: what whoever evaluates keeps of it, for all expressions.
    """

    name: str
    owner: Task | App | Environment
    documents: Mapping[str, Callable[[], Any]]
    prepared: Any = None


class Documents:
    """The subjects of a project, each with its documents, made once for all policies."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._made: dict[tuple[int, str], Any] = {}
        self._seen: dict[Subject, list[Seen]] = {}

    @classmethod
    def of(cls, project: Project) -> Documents:
        """Return those of a project."""
        if project not in _KNOWN:
            _KNOWN[project] = cls(project)
        return _KNOWN[project]

    def seen(self, subject: Subject) -> list[Seen]:
        """Return every subject of a kind that could be translated."""
        if subject not in self._seen:
            self._seen[subject] = list(self._find(subject))
        return self._seen[subject]

    def _find(self, subject: Subject) -> Iterator[Seen]:
        match subject:
            case Subject.TASK | Subject.POD:
                for task in self._tasks:
                    yield Seen(task.name, task, self._of_task(task))
            case Subject.TRIGGER:
                for task in self._tasks:
                    yield from self._triggers(task)
            case Subject.APP:
                for app in self._project.apps:
                    if app.record is not None and app.name in self._apps:
                        yield Seen(app.name, app, self._of_app(app))
            case Subject.ENVIRONMENT:
                for environment in self._project.environments:
                    if environment.name in self._environments:
                        yield Seen(environment.name, environment, self._of_environment(environment))

    @cached_property
    def _tasks(self) -> list[Task]:
        return [
            task for task in self._project.by_name.values() if task.record is not None and task.name in self._summaries
        ]

    def _of_task(self, task: Task) -> Mapping[str, Callable[[], Any]]:
        return {
            "task": lambda: self._once(task, "task", lambda: self._summaries[task.name]),
            "spec": lambda: self._once(task, "spec", lambda: to_document(task.spec) if task.spec is not None else {}),
            "pod": lambda: pod_document(task),
        }

    def _triggers(self, task: Task) -> Iterator[Seen]:
        shown = self._summaries[task.name]["triggers"]
        messages = task.record.triggers if task.record is not None else ()
        for trigger, message in zip(shown, messages, strict=False):
            document = {**trigger, "message": to_document(message)}
            yield Seen(task.name, task, {"trigger": lambda document=document: document, **self._of_task(task)})  # type: ignore[misc]

    def _of_app(self, app: App) -> Mapping[str, Callable[[], Any]]:
        return {
            "app": lambda: self._apps[app.name],
            "spec": lambda: self._once(app, "spec", lambda: to_document(app.record.app) if app.record else {}),
        }

    def _of_environment(self, environment: Environment) -> Mapping[str, Callable[[], Any]]:
        return {"environment": lambda: self._environments[environment.name]}

    def _once(self, owner: object, name: str, make: Callable[[], Any]) -> Any:
        key = (id(owner), name)
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    @cached_property
    def _overview(self) -> Overview:
        from flytex_cli.inspect.overview import to_overview

        records = [task.record for task in self._project.by_name.values() if task.record is not None]
        apps = [app.record for app in self._project.apps if app.record is not None]
        return to_overview(records, apps, self._project.reports, None)

    @cached_property
    def _summaries(self) -> dict[str, Any]:
        from flytex_cli.inspect.document import task_document

        return {task.name: task_document(task) for task in self._overview.tasks}

    @cached_property
    def _apps(self) -> dict[str, Any]:
        from flytex_cli.inspect.document import app_document

        return {app.name: app_document(app) for app in self._overview.apps}

    @cached_property
    def _environments(self) -> dict[str, Any]:
        from flytex_cli.inspect.document import environment_document

        return {each.name: environment_document(each) for each in self._overview.environments}


_KNOWN: WeakKeyDictionary[Project, Documents] = WeakKeyDictionary()


def _pod() -> Type:
    top: dict[str, Type] = {
        "apiVersion": Scalar.STRING,
        "kind": Scalar.STRING,
        "metadata": Scalar.ANY,
        "spec": Scalar.ANY,
        "status": Scalar.ANY,
    }
    return ObjectType("a Pod", lambda: top)


def _environment(placed: Place) -> Type:
    fields: dict[str, Type] = {
        "name": Scalar.STRING,
        "kind": Scalar.STRING,
        **placed,
        "description": Scalar.STRING,
        "dependsOn": ListType(Scalar.STRING),
        "tasks": ListType(Scalar.STRING),
    }
    return ObjectType("an environment", lambda: fields)
