"""A graph as text."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.graph.model import Graph
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.text import Line, to_plain
from flytex_cli.render.graphs.words import counted, groups, verbs


def render(graph: Graph) -> bytes:
    """Write the lines without colours."""
    return to_plain(graph_lines(graph))


def graph_lines(graph: Graph) -> Iterator[Line]:
    """Lay out by environment and task: what each does with others, and what is not known."""
    shown = {task.name for task in graph.tasks}
    for environment, tasks in groups(graph):
        if environment is None:
            yield [("without an environment", "bold")]
        else:
            depends = f"  depends on {', '.join(environment.depends_on)}" if environment.depends_on else ""
            yield [(escape_line(environment.name), "bold"), (escape_line(depends), "dim")]
        for task in tasks:
            yield [("  ", ""), (escape_line(task.name), ""), (f"  {escape_line(str(task.location))}", "dim")]
            for call in graph.calls:
                if call.caller == task.name:
                    via = f"  via {', '.join(call.via)}" if call.via else ""
                    outside = "" if call.callee in shown else "  (not shown)"
                    yield [
                        (f"    {verbs(call)} ", "cyan"),
                        (escape_line(call.callee), ""),
                        (escape_line(via) + outside, "dim"),
                    ]
            for doubt in graph.unresolved:
                if doubt.task == task.name:
                    what = f"{doubt.expression}(...) at {doubt.place}: {doubt.why}"
                    yield [("    may call ", "yellow"), (escape_line(what), "dim")]
    doubts = f", {len(graph.unresolved)} not resolved" if graph.unresolved else ""
    counts = f"{counted(len(graph.tasks), 'task')}, {counted(len(graph.calls), 'link')}{doubts}"
    yield [(counts, "bold")]
