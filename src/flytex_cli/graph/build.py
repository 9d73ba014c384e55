"""The graph of all that a run loaded."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.graph.apps import functions, needs
from flytex_cli.graph.model import Call, Graph, Unresolved
from flytex_cli.graph.walk import Start, Use, merged, uses
from flytex_cli.inspect.model import Overview
from flytex_cli.project import Project


def to_graph(project: Project, overview: Overview) -> Graph:
    """Return what the tasks and apps that are shown do with others; what is beyond these is `outside`.

    Args:
        project: everything that was loaded, with its sources.
        overview: the environments, tasks and apps to show.
    """
    shown = {item.name for item in overview.items}
    calls: list[Call] = []
    unresolved: list[Unresolved] = []
    for name, starts, needed in _callers(project, overview):
        found, doubts = uses(project, name, starts)
        calls += [Call(name, *each) for each in merged([*found, *needed])]
        unresolved += doubts
    outside = dict.fromkeys(call.callee for call in calls if call.callee not in shown)
    return Graph(overview.environments, overview.tasks, overview.apps, tuple(calls), tuple(outside), tuple(unresolved))


def _callers(project: Project, overview: Overview) -> Iterator[tuple[str, list[Start], list[Use]]]:
    """Yield each task and app, the functions it is made of, and what it needs beside what these do."""
    for summary in overview.tasks:
        task = project.by_name.get(summary.name)
        if task is not None and task.source is not None and task.function is not None:
            yield task.name, [(task.source, task.function)], []
    apps = {each.name: each for each in reversed(project.environments) if each.record.app is not None}
    for app in overview.apps:
        if app.name in apps:
            yield app.name, [*functions(apps[app.name])], [*needs(apps[app.name])]
