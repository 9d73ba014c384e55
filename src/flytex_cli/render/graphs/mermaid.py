"""A graph as a Mermaid flowchart, which GitHub and GitLab draw in Markdown."""

from __future__ import annotations

from flytex_cli.graph.model import Graph, Link
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.graphs.words import groups, label


def render(graph: Graph) -> bytes:
    """Write environments as subgraphs, calls as arrows, passed-on tasks as dotted ones, `depends_on` as thick ones."""
    lines = ["flowchart LR"]
    nodes: dict[str, str] = {}
    clusters: dict[str, str] = {}
    for number, (environment, tasks) in enumerate(groups(graph)):
        if environment is not None:
            clusters[environment.name] = f"e{number}"
            lines.append(f'  subgraph e{number}["{_text(environment.name)}"]')
        for task in tasks:
            nodes[task.name] = f"t{len(nodes)}"
            short = task.name.rpartition(".")[2] if environment is not None else task.name
            indent = "    " if environment is not None else "  "
            lines.append(f'{indent}{nodes[task.name]}["{_text(short)}"]')
        if environment is not None:
            lines.append("  end")
    for name in graph.outside:
        nodes[name] = f"t{len(nodes)}"
        lines.append(f'  {nodes[name]}(["{_text(name)}"])')
    for call in graph.calls:
        arrow = "-.->" if set(call.links) == {Link.PASS} else "-->"
        text = f'|"{_text(label(call))}"|' if label(call) else ""
        lines.append(f"  {nodes[call.caller]} {arrow}{text} {nodes[call.callee]}")
    for number, doubt in enumerate(graph.unresolved):
        lines.append(f'  q{number}{{{{"{_text(doubt.expression)}(...) ?"}}}}')
        lines.append(f'  {nodes[doubt.task]} -.->|"{_text(doubt.why)}"| q{number}')
    for environment in graph.environments:
        for name in environment.depends_on:
            if name in clusters:
                lines.append(f'  {clusters[environment.name]} ==>|"depends on"| {clusters[name]}')
    return "".join(f"{line}\n" for line in lines).encode()


def _text(text: str) -> str:
    """Text inside quotes; Mermaid knows entities by `#`, and HTML in labels."""
    entities = {'"': "#quot;", "#": "#35;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;"}
    return "".join(entities.get(character, character) for character in escape_line(text))
