"""stdout, which carries the artefact and nothing else."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING

from flytex_cli.cli.color import ColorChoice
from flytex_cli.errors import OutputError
from flytex_cli.render.common.text import Line, to_plain

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_NO_WRAPPING = 10_000
"""Columns that no line of text has."""


class Output:
    """Where the artefact goes, and the one way to write it.

    Attributes:
        is_terminal: whether a person looks at it; False where stdout is closed.
        is_colored: whether text on it is coloured.
    """

    def __init__(self, color: ColorChoice) -> None:
        self.is_terminal = sys.stdout is not None and sys.stdout.isatty()
        self.is_colored = color.colors(self.is_terminal)

    def write(self, data: bytes) -> None:
        """Write bytes as they are.

        Raises:
            OutputError: stdout is closed or its disk is full.
            BrokenPipeError: the reader has gone.
        """
        with _writable_stdout() as stdout:
            stdout.write(data)

    def stream(self) -> contextlib.AbstractContextManager[IO[bytes]]:
        """Give what to write to, for what is written piece by piece.

        Raises:
            OutputError: stdout is closed or its disk is full.
            BrokenPipeError: the reader has gone.
        """
        return _writable_stdout()

    def write_lines(self, lines: Iterable[Line]) -> None:
        """Write lines, with their styles where the output is coloured.

        Raises:
            OutputError: stdout is closed or its disk is full.
            BrokenPipeError: the reader has gone.
        """
        self.write(self.to_bytes(lines))

    def to_bytes(self, lines: Iterable[Line]) -> bytes:
        """Return lines, with their styles where the output is coloured."""
        return _colored(lines) if self.is_colored else to_plain(lines)

    def console(self) -> Console:
        """Return the terminal, for what needs its width."""
        from rich.console import Console

        return Console(force_terminal=self.is_colored or None, no_color=not self.is_colored, highlight=False)

    def show(self, *parts: RenderableType) -> None:
        """Print for a person at a terminal.

        Raises:
            OutputError: the terminal cannot be written.
            BrokenPipeError: it has gone.
        """
        console = self.console()
        with _writable_stdout():
            for part in parts:
                console.print(part, soft_wrap=True)

    def page(self, *parts: RenderableType) -> None:
        """Print for a person at a terminal, in their pager (`PAGER`, else less or more) if it does not fit.

        Raises:
            OutputError: the terminal cannot be written.
            BrokenPipeError: it has gone.
        """
        console = self.console()
        if sum(len(console.render_lines(part, pad=False)) for part in parts) < console.height:
            self.show(*parts)
            return
        os.environ.setdefault("LESS", "FRX")  # as git does: colours, and no pager for what fits
        with _writable_stdout(), console.pager(styles=self.is_colored):
            for part in parts:
                console.print(part)


def to_text(lines: Iterable[Line]) -> RenderableType:
    """Make lines a part for `Output.page`."""
    from rich.text import Text

    return Text("\n").join(Text.assemble(*line) for line in lines)


@contextlib.contextmanager
def _writable_stdout() -> Iterator[IO[bytes]]:
    """Give stdout, flushed before and after; say in one sentence why it cannot be written."""
    if sys.stdout is None:
        raise OutputError("stdout cannot be written: it is closed")
    try:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise OutputError(f"stdout cannot be written: {getattr(error, 'strerror', None) or error}") from error


def _colored(lines: Iterable[Line]) -> bytes:
    from rich.console import Console
    from rich.text import Text

    text = io.StringIO()
    console = Console(
        file=text, force_terminal=True, color_system="standard", no_color=False, highlight=False, width=_NO_WRAPPING
    )
    for line in lines:
        console.print(Text.assemble(*line), soft_wrap=True)
    return text.getvalue().encode()
