"""A graph as text."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.graph.model import Graph
from flytex_cli.inspect.columns import type_text
from flytex_cli.inspect.model import AppSummary
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.text import Line, to_plain
from flytex_cli.render.graphs.words import counted, counts, groups, verbs


def render(graph: Graph) -> bytes:
    """Write the lines without colours."""
    return to_plain(graph_lines(graph))


def graph_lines(graph: Graph) -> Iterator[Line]:
    """Lay out by environment, task and app: what each does with others, and what is not known."""
    shown = {item.name for item in graph.items}
    for environment, items in groups(graph):
        if environment is None:
            yield [("without an environment", "bold")]
        else:
            depends = f"  depends on {', '.join(environment.depends_on)}" if environment.depends_on else ""
            yield [(escape_line(environment.name), "bold"), (escape_line(depends), "dim")]
        for item in items:
            name = f"{type_text(item)} {item.name}" if isinstance(item, AppSummary) else item.name
            yield [("  ", ""), (escape_line(name), ""), (f"  {escape_line(str(item.location))}", "dim")]
            for call in graph.calls:
                if call.caller == item.name:
                    via = f"  via {', '.join(call.via)}" if call.via else ""
                    outside = "" if call.callee in shown else "  (not shown)"
                    yield [
                        (f"    {verbs(call)} ", "cyan"),
                        (escape_line(call.callee), ""),
                        (escape_line(via) + outside, "dim"),
                    ]
            for doubt in graph.unresolved:
                if doubt.caller == item.name:
                    what = f"{doubt.expression}(...) at {doubt.place}: {doubt.why}"
                    yield [("    may call ", "yellow"), (escape_line(what), "dim")]
    doubts = f", {len(graph.unresolved)} not resolved" if graph.unresolved else ""
    yield [(f"{counts(graph)}, {counted(len(graph.calls), 'link')}{doubts}", "bold")]
