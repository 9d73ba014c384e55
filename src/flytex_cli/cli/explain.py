"""`--explain` on a terminal: a table with the YAML of a Pod or Service and, beside it, where its fields come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flytex_cli.cli.fit import folded
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.yaml_notes import noted_lines
from flytex_cli.render.common.yaml_text import to_yaml

if TYPE_CHECKING:
    from rich.console import RenderableType

    from flytex_cli.pods.origins import Origin
    from flytex_cli.render.pods.view import View

_STYLES = {
    "task": "green",
    "app": "green",
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


def explained(view: View, width: int) -> RenderableType:
    """Lay out one of them, line by line, in so many columns."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    def origin_text(origin: Origin) -> Text:
        return Text.assemble((origin.source.value, _STYLES[origin.source.value]), f": {escape_line(origin.detail)}")

    lines = noted_lines(to_yaml(view.document), view.origins)
    longest = max(len(line.text) for line in lines)
    notes = max((len(str(note)) for line in lines for note in line.notes), default=0)
    room = min(longest, max(int(width * _YAML_SHARE), width - notes - _FRAME))
    table = Table(title=Text(escape_line(view.name), "bold"), title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column(view.kind, no_wrap=True, overflow="fold")
    table.add_column("Came from", overflow="fold")
    for line in lines:
        table.add_row(Text(_wrapped(escape_line(line.text), room)), Text("\n").join(map(origin_text, line.notes)))
    return table


def _wrapped(line: str, width: int) -> str:
    """Break a line of YAML into several, the further ones indented below the first."""
    depth = len(line) - len(line.lstrip())
    first, *rest = folded(line.lstrip(), max(width - depth - 4, 8)).split("\n")
    return "\n".join([" " * depth + first, *(" " * (depth + 4) + each for each in rest)])
