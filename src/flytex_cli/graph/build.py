"""The graph of all that a run loaded."""

from __future__ import annotations

from flytex_cli.graph.model import Call, Graph, Unresolved
from flytex_cli.graph.walk import merged, uses
from flytex_cli.inspect.model import Overview
from flytex_cli.project import Project


def to_graph(project: Project, overview: Overview) -> Graph:
    """Return the calls of the tasks that are shown; what they call beyond these is `outside`.

    Args:
        project: everything that was loaded, with its sources.
        overview: the environments and tasks to show.
    """
    shown = {task.name for task in overview.tasks}
    calls: list[Call] = []
    unresolved: list[Unresolved] = []
    for summary in overview.tasks:
        task = project.by_name.get(summary.name)
        if task is None:
            continue
        found, doubts = uses(project, task)
        calls += [Call(task.name, *each) for each in merged(found)]
        unresolved += doubts
    outside = dict.fromkeys(call.callee for call in calls if call.callee not in shown)
    return Graph(overview.environments, overview.tasks, tuple(calls), tuple(outside), tuple(unresolved))
