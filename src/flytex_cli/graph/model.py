"""A graph of tasks and environments."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from flytex_cli.inspect.model import EnvironmentSummary, TaskSummary
from flytex_cli.records import ShownLocation


class Link(str, Enum):
    """How a task comes to run another."""

    CALL = "call"
    """`child(x)`, `child.aio(x)`, `child.override(...)(x)`."""
    MAP = "map"
    """`flyte.map(child, ...)`."""
    FORWARD = "forward"
    """`child.forward(x)`: the function itself, in the same container."""
    PASS = "pass"
    """Named otherwise, as an argument or a value: whoever gets it may call it."""


@dataclass(frozen=True)
class Call:
    """One edge: what a task's function, or a plain function it uses, does with another task.

    Attributes:
        links: every way, in the order of `Link`.
        via: the plain functions on the shortest way, `module:qualname`.
        places: where it is written.
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
        expression: what is called, as written.
        why: what is not known about it.
    """

    task: str
    place: ShownLocation
    expression: str
    why: str


@dataclass(frozen=True)
class Graph:
    """Environments with their tasks, and the calls between tasks.

    Attributes:
        outside: names of tasks that are called and are not among those shown.
        project: what the project calls itself, None where it does not say.
    """

    environments: tuple[EnvironmentSummary, ...]
    tasks: tuple[TaskSummary, ...]
    calls: tuple[Call, ...]
    outside: tuple[str, ...]
    unresolved: tuple[Unresolved, ...]
    project: str | None = None
