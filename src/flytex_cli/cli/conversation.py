"""stderr, which carries the conversation."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from flytex_cli.api import Progress
from flytex_cli.cli.color import ColorChoice
from flytex_cli.records import Diagnostic, ModuleReport
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.text import Line, diagnostic_lines

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

MANY_MODULES = 4
"""From this many modules on a terminal gets a progress bar."""
MANY_FILES = 1_000
"""From this many files that are read on it gets a count of them, which moves every so many."""
EVERY = 100


class Conversation:
    """Write messages for people to stderr."""

    def __init__(self, *, color: ColorChoice, quiet: bool, verbose: bool) -> None:
        self._quiet = quiet
        self.verbose = verbose
        self._noted: set[str] = set()
        self._terminal = sys.stderr.isatty()
        self._colored = color.colors(self._terminal)

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
        """Say something that is not a problem, once; silent with --quiet."""
        if not self._quiet and text not in self._noted:
            self._noted.add(text)
            self._line([(escape_line(text), "dim")])

    def detail(self, text: str) -> None:
        """Say something only with --verbose."""
        if self.verbose:
            self._line([(escape_line(text), "dim")])

    @contextlib.contextmanager
    def progress(self) -> Iterator[Progress]:
        """Draw one bar on a terminal, however often a command loads modules; nothing for a few of them."""
        if self._quiet or not self._terminal:
            yield Progress()
            return
        with contextlib.ExitStack() as stack:
            bar = _Bar(stack.enter_context, self._rich)
            yield Progress(bar.start, bar.step, bar.read)

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


class _Bar:
    """The progress bar, drawn from the moment there is enough to wait for."""

    def __init__(self, enter: Callable[[RichProgress], RichProgress], console: Callable[[], Console]) -> None:
        self._enter = enter
        self._console = console
        self._total = self._done = self._read = 0
        self._modules: TaskID | None = None
        self._files: TaskID | None = None

    def start(self, more: int) -> None:
        """Wait for more modules."""
        self._total += more
        if self._modules is None and self._total >= MANY_MODULES:
            self._modules = self._shown.add_task("", verb="loading", total=self._total, completed=self._done)
        elif self._modules is not None:
            self._shown.update(self._modules, total=self._total)

    def step(self, file: str) -> None:
        """Count one module as loaded."""
        self._done += 1
        if self._modules is not None:
            self._shown.update(self._modules, completed=self._done, description=escape_line(file))

    def read(self) -> None:
        """Count one file as read; nobody knows how many there will be."""
        self._read += 1
        if self._files is not None and not self._read % EVERY:
            self._shown.update(self._files, completed=self._read)
        elif self._files is None and self._read >= MANY_FILES:
            self._files = self._shown.add_task("files", verb="reading", total=None, completed=self._read)

    @cached_property
    def _shown(self) -> RichProgress:
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        verb = TextColumn("{task.fields[verb]}", markup=False)
        what = TextColumn("{task.description}", markup=False)
        times = (TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn())
        columns = (verb, BarColumn(), MofNCompleteColumn(), *times, what)
        return self._enter(Progress(*columns, console=self._console(), transient=True))
