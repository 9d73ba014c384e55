"""A graph of tasks, apps and environments."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from flytex_cli.inspect.model import AppSummary, EnvironmentSummary, TaskSummary
from flytex_cli.records import ShownLocation


class Link(str, Enum):
    """What a task or app does with another."""

    CALL = "call"
    """`child(x)`, `child.aio(x)`, `child.override(...)(x)`."""
    MAP = "map"
    """`flyte.map(child, ...)`."""
    FORWARD = "forward"
    """`child.forward(x)`: the function itself, in the same container."""
    PASS = "pass"
    """Named otherwise, as an argument or a value: whoever gets it may call it."""
    ENDPOINT = "endpoint"
    """`app.endpoint`, or a parameter that is `AppEndpoint(app_name="app")`: asks for the app's address."""
    OUTPUT = "output"
    """A parameter that is `RunOutput(task_name="environment.task")`: takes the task's output."""


NEEDS = frozenset({Link.ENDPOINT, Link.OUTPUT})
"""The links of what is needed and not called."""


@dataclass(frozen=True)
class Call:
    """One edge: what a task's or app's function, or a plain function it uses, does with a task or app.

    Attributes:
        links: every way, in the order of `Link`.
        via: the plain functions on the shortest way, `module:qualname`.
        places: where it is written; of an app's parameter, the app or its parameter.
    """

    caller: str
    callee: str
    links: tuple[Link, ...]
    via: tuple[str, ...]
    places: tuple[ShownLocation, ...]


@dataclass(frozen=True)
class Unresolved:
    """A call whose target only a run could tell, and which may be a task.

    Attributes:
        caller: the task or app.
        expression: what is called, as written.
        why: what is not known about it.
    """

    caller: str
    place: ShownLocation
    expression: str
    why: str


@dataclass(frozen=True)
class Graph:
    """Environments with their tasks and apps, and what these do with each other.

    Attributes:
        outside: names of tasks and apps that are called or needed and are not among those shown.
        project: what the project calls itself, None where it does not say.
    """

    environments: tuple[EnvironmentSummary, ...]
    tasks: tuple[TaskSummary, ...]
    apps: tuple[AppSummary, ...]
    calls: tuple[Call, ...]
    outside: tuple[str, ...]
    unresolved: tuple[Unresolved, ...]
    project: str | None = None

    @property
    def items(self) -> tuple[TaskSummary | AppSummary, ...]:
        """The tasks, then the apps."""
        return (*self.tasks, *self.apps)


def short_name(item: TaskSummary | AppSummary) -> str:
    """Return what a task or app is called within its environment."""
    return item.name.rpartition(".")[2] if isinstance(item, TaskSummary) and item.environment else item.name
