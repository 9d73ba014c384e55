"""Lines for a person on a terminal, in a pager where they are many."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flytex_cli.render.text import Line

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


def terminal(colored: bool) -> Console:
    """The terminal that stdout is."""
    from rich.console import Console

    return Console(no_color=not colored, highlight=False)


def print_paged(console: Console, parts: Iterable[RenderableType]) -> None:
    """Print, through the user's pager (`PAGER`, else less or more) if it does not fit."""
    shown = list(parts)
    lines = sum(len(console.render_lines(part, pad=False)) for part in shown)
    if lines < console.height:
        for part in shown:
            console.print(part, soft_wrap=True)
        return
    os.environ.setdefault("LESS", "FRX")  # as git does: colours, and no pager for what fits
    with console.pager(styles=not console.no_color):
        for part in shown:
            console.print(part)


def to_text(lines: Iterable[Line]) -> RenderableType:
    """Lines of (text, style) as rich text."""
    from rich.text import Text

    return Text("\n").join(Text.assemble(*line) for line in lines)
