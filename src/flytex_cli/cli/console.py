"""The two streams: stdout carries the artefact as bytes, stderr the conversation."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import TYPE_CHECKING, Any

from flytex_cli.api import Progress
from flytex_cli.errors import OutputError
from flytex_cli.records import Diagnostic, ModuleReport
from flytex_cli.render.escape import escape_line
from flytex_cli.render.text import Line, diagnostic_lines

if TYPE_CHECKING:
    from rich.console import Console

MANY_MODULES = 4
"""From this many modules on a terminal gets a progress bar."""


class ColorChoice(str, Enum):
    """When to colour what goes to stderr."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def write_stdout(data: bytes) -> None:
    """Write the artefact.

    Raises:
        OutputError: stdout is closed or its disk is full.
        BrokenPipeError: the reader has gone.
    """
    if sys.stdout is None:
        raise OutputError("stdout cannot be written: it is closed")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise OutputError(f"stdout cannot be written: {getattr(error, 'strerror', None) or error}") from error


class Conversation:
    """What is said on stderr."""

    def __init__(self, *, color: ColorChoice, quiet: bool, verbose: bool) -> None:
        self._quiet = quiet
        self.verbose = verbose
        self._terminal = sys.stderr.isatty()
        self._colored = color is ColorChoice.ALWAYS or (
            color is ColorChoice.AUTO and self._terminal and not os.environ.get("NO_COLOR")
        )

    def diagnostics(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Say each diagnostic; with --verbose all frames of its traceback."""
        for diagnostic in diagnostics:
            for line in diagnostic_lines(diagnostic, full_trace=self.verbose):
                self._line(line)

    def module_output(self, reports: Iterable[ModuleReport]) -> None:
        """Pass on what modules printed, module by module, each line behind the module's name."""
        if self._quiet:
            return
        for report in reports:
            for text in report.output.splitlines():
                self._line([(f"{report.file} | ", "dim"), (escape_line(text), "")])

    def say(self, text: str) -> None:
        """Say something that was asked for, with --quiet too."""
        self._line([(escape_line(text), "")])

    def note(self, text: str) -> None:
        """Say something that is not a problem; silent with --quiet."""
        if not self._quiet:
            self._line([(escape_line(text), "dim")])

    def detail(self, text: str) -> None:
        """Say something only with --verbose."""
        if self.verbose:
            self._line([(escape_line(text), "dim")])

    @contextlib.contextmanager
    def progress(self) -> Iterator[Progress]:
        """A bar on a terminal for more than a few modules; silent otherwise."""
        if self._quiet or not self._terminal:
            yield Progress()
            return
        with contextlib.ExitStack() as stack:
            bar: list[Any] = []

            def start(total: int) -> None:
                if total >= MANY_MODULES:
                    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
                    from rich.progress import Progress as RichProgress

                    columns = (TextColumn("loading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
                    shown = RichProgress(
                        *columns, TextColumn("{task.description}", markup=False), console=self._rich(), transient=True
                    )
                    bar[:] = [stack.enter_context(shown), shown.add_task("", total=total)]

            def step(file: str) -> None:
                if bar:
                    bar[0].update(bar[1], advance=1, description=escape_line(file))

            yield Progress(start, step)

    def _line(self, line: Line) -> None:
        if not self._colored:
            print("".join(text for text, _ in line), file=sys.stderr)
            return
        from rich.text import Text

        self._rich().print(Text.assemble(*line), soft_wrap=True)

    def _rich(self) -> Console:
        from rich.console import Console

        return Console(
            stderr=True,
            force_terminal=self._colored or None,
            no_color=not self._colored,
            color_system="auto" if self._terminal else "standard",
            highlight=False,
        )
