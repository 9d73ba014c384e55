"""`--explain` on a terminal: a table with a Pod's YAML and, beside it, where its fields come from."""

from __future__ import annotations

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


def print_explanation(title: str, built: BuiltPod, form: PodForm, *, colored: bool) -> None:
    """Print one Pod, line by line."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    def said(origin: Origin) -> Text:
        return Text.assemble((origin.source.value, _STYLES[origin.source.value]), f": {escape_line(origin.detail)}")

    table = Table(title=Text(escape_line(title), "bold"), title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column(form.kind, overflow="fold", ratio=3)
    table.add_column("Came from", overflow="fold", ratio=2)
    for line in noted_lines(dump(form.document(built)), form.explanation(built)):
        table.add_row(Text(escape_line(line.text)), Text("\n").join(map(said, line.notes)))
    Console(no_color=not colored, highlight=False).print(table)
