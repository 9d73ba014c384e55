"""The words for tasks, apps and the links between them, the same in every format."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.graph.model import Call, Graph, Link
from flytex_cli.inspect.model import AppSummary, EnvironmentSummary, TaskSummary

VERBS = {
    Link.CALL: "calls",
    Link.MAP: "maps",
    Link.FORWARD: "forwards to",
    Link.PASS: "passes on",
    Link.ENDPOINT: "asks for the address of",
    Link.OUTPUT: "takes the output of",
}


def verbs(call: Call) -> str:
    """Join the verbs of a link: `calls, maps`."""
    return ", ".join(VERBS[link] for link in call.links)


def label(call: Call) -> str:
    """Return what an arrow is labelled with: nothing for a plain call."""
    words = [] if call.links == (Link.CALL,) else [link.value for link in call.links]
    words += [f"via {call.via[-1].rpartition(':')[2]}"] if call.via else []
    return ", ".join(words)


def counted(count: int, noun: str) -> str:
    """Say how many there are: `1 task`, `2 tasks`."""
    return f"{count} {noun}{'s'[: count != 1]}"


def counts(graph: Graph) -> str:
    """Say how many tasks and apps there are: `3 tasks`, `3 tasks, 1 app`, `1 app`."""
    tasks = [counted(len(graph.tasks), "task")] if graph.tasks or not graph.apps else []
    return ", ".join([*tasks, *([counted(len(graph.apps), "app")] if graph.apps else [])])


def groups(graph: Graph) -> Iterator[tuple[EnvironmentSummary | None, list[TaskSummary | AppSummary]]]:
    """Yield the tasks and apps by environment; tasks of none at the end."""
    inside: set[str] = set()
    for environment in graph.environments:
        yield environment, list(environment.items)
        inside.update(task.name for task in environment.tasks)
    rest: list[TaskSummary | AppSummary] = [task for task in graph.tasks if task.name not in inside]
    if rest:
        yield None, rest
