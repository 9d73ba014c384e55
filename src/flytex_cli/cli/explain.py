"""`--explain` on a terminal: a table with a Pod's YAML and, beside it, where its fields come from."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from flytex_cli.render.escape import escape_line
from flytex_cli.render.yaml import dump
from flytex_cli.render.yaml_notes import noted_lines

if TYPE_CHECKING:
    from flytex_cli.pods.build import BuiltPod
    from flytex_cli.pods.origins import Origin
    from flytex_cli.render.pods import PodForm

_STYLES = {
    "task": "green",
    "run": "cyan",
    "template": "magenta",
    "config": "yellow",
    "built-in default": "blue",
    "flyte": "dim",
}
_FRAME = 5
"""Columns that the table itself takes."""
_YAML_SHARE = 0.55
"""The part of a narrow terminal that the YAML has at least."""


def print_explanation(title: str, built: BuiltPod, form: PodForm, *, colored: bool) -> None:
    """Print one Pod, line by line."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    def said(origin: Origin) -> Text:
        return Text.assemble((origin.source.value, _STYLES[origin.source.value]), f": {escape_line(origin.detail)}")

    console = Console(no_color=not colored, highlight=False)
    lines = noted_lines(dump(form.document(built)), form.explanation(built))
    longest = max(len(line.text) for line in lines)
    notes = max((len(str(note)) for line in lines for note in line.notes), default=0)
    width = min(longest, max(int(console.width * _YAML_SHARE), console.width - notes - _FRAME))
    table = Table(title=Text(escape_line(title), "bold"), title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column(form.kind, no_wrap=True, overflow="fold")
    table.add_column("Came from", overflow="fold")
    for line in lines:
        table.add_row(Text(_wrapped(escape_line(line.text), width)), Text("\n").join(map(said, line.notes)))
    console.print(table)


def _wrapped(line: str, width: int) -> str:
    """A line of YAML in several, the further ones indented below the first."""
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    return "\n".join(textwrap.wrap(line, max(width, len(indent) + 8), subsequent_indent=indent, break_on_hyphens=False))
