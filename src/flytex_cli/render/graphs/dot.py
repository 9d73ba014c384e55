"""A graph in Graphviz's language."""

from __future__ import annotations

from flytex_cli.graph.model import NEEDS, Graph, Link, short_name
from flytex_cli.inspect.model import AppSummary, TaskSummary
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.graphs.words import groups, label


def render(graph: Graph) -> bytes:
    """Write environments as clusters, apps as components, `depends_on` as edges between hidden points in clusters."""
    lines = [
        "digraph tasks {",
        "  rankdir=LR; compound=true;",
        '  node [shape=box, style=rounded, fontname="Helvetica"]; edge [fontname="Helvetica", fontsize=10];',
    ]
    clusters = {}
    for number, (environment, items) in enumerate(groups(graph)):
        indent = "  "
        if environment is not None:
            clusters[environment.name] = number
            lines.append(f"  subgraph cluster_{number} {{ label={_text(environment.name)};")
            lines.append(f'    point_{number} [shape=point, style=invis, label=""];')
            indent = "    "
        lines += [f"{indent}{_text(item.name)} [{_node(item)}];" for item in items]
        if environment is not None:
            lines.append("  }")
    lines += [f"  {_text(name)} [style=dashed];" for name in graph.outside]
    for call in graph.calls:
        links = set(call.links)
        style = ", style=dotted" if links == {Link.PASS} else ", style=dashed" if links <= NEEDS else ""
        lines.append(f"  {_text(call.caller)} -> {_text(call.callee)} [label={_text(label(call))}{style}];")
    for number, doubt in enumerate(graph.unresolved):
        lines.append(f"  unresolved_{number} [label={_text(doubt.expression + '(...) ?')}, shape=diamond];")
        lines.append(f"  {_text(doubt.caller)} -> unresolved_{number} [label={_text(doubt.why)}, style=dotted];")
    for environment in graph.environments:
        for name in environment.depends_on:
            if name in clusters:
                here, there = clusters[environment.name], clusters[name]
                ends = f"ltail=cluster_{here}, lhead=cluster_{there}"
                lines.append(f'  point_{here} -> point_{there} [{ends}, style=bold, label="depends on"];')
    return "".join(f"{line}\n" for line in [*lines, "}"]).encode()


def _node(item: TaskSummary | AppSummary) -> str:
    if isinstance(item, AppSummary):
        return f"label={_text(item.name)}, tooltip={_text(item.kind)}, shape=component, style=solid"
    return f"label={_text(short_name(item))}, tooltip={_text(item.signature)}"


def _text(text: str) -> str:
    """Quote a string."""
    return '"' + escape_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
