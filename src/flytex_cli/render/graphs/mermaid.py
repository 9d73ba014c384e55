"""A graph as a Mermaid flowchart, which GitHub and GitLab draw in Markdown."""

from __future__ import annotations

from flytex_cli.graph.model import NEEDS, Graph, Link, short_name
from flytex_cli.inspect.model import AppSummary
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.graphs.words import groups, label


def render(graph: Graph) -> bytes:
    """Write environments as subgraphs and apps as boxes with double sides; calls as arrows, what is passed on or needed
    as dotted ones, `depends_on` as thick ones.
    """
    lines = ["flowchart LR"]
    nodes: dict[str, str] = {}
    clusters: dict[str, str] = {}
    for number, (environment, items) in enumerate(groups(graph)):
        if environment is not None:
            clusters[environment.name] = f"e{number}"
            lines.append(f'  subgraph e{number}["{_text(environment.name)}"]')
        for item in items:
            nodes[item.name] = f"t{len(nodes)}"
            left, right = ("[[", "]]") if isinstance(item, AppSummary) else ("[", "]")
            indent = "    " if environment is not None else "  "
            lines.append(f'{indent}{nodes[item.name]}{left}"{_text(short_name(item))}"{right}')
        if environment is not None:
            lines.append("  end")
    for name in graph.outside:
        nodes[name] = f"t{len(nodes)}"
        lines.append(f'  {nodes[name]}(["{_text(name)}"])')
    for call in graph.calls:
        arrow = "-.->" if set(call.links) <= NEEDS | {Link.PASS} else "-->"
        text = f'|"{_text(label(call))}"|' if label(call) else ""
        lines.append(f"  {nodes[call.caller]} {arrow}{text} {nodes[call.callee]}")
    for number, doubt in enumerate(graph.unresolved):
        lines.append(f'  q{number}{{{{"{_text(doubt.expression)}(...) ?"}}}}')
        lines.append(f'  {nodes[doubt.caller]} -.->|"{_text(doubt.why)}"| q{number}')
    for environment in graph.environments:
        for name in environment.depends_on:
            if name in clusters:
                lines.append(f'  {clusters[environment.name]} ==>|"depends on"| {clusters[name]}')
    return "".join(f"{line}\n" for line in lines).encode()


def _text(text: str) -> str:
    """Text inside quotes; Mermaid knows entities by `#`, and HTML in labels."""
    entities = {'"': "#quot;", "#": "#35;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;"}
    return "".join(entities.get(character, character) for character in escape_line(text))
