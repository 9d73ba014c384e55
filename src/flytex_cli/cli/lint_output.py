"""What `flytex lint` shows: the formats where they belong, then what a person is told."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from flytex_cli import records
from flytex_cli.api import LintResult
from flytex_cli.cli.console import ColorChoice, Conversation, write_stdout
from flytex_cli.lint.finding import Severity
from flytex_cli.lint.report import LintReport
from flytex_cli.records import Diagnostic
from flytex_cli.render.lint_formats import LintFormat

MOST_NAMES = 5
"""So many modules or tasks are named in one sentence."""


def write_report(report: LintReport, outputs: Mapping[LintFormat, Path | None], color: ColorChoice) -> None:
    """Write each format; text is coloured where it goes to a terminal.

    Raises:
        OutputError: a file or stdout cannot be written.
    """
    from flytex_cli.render.outdir import write_tree

    for form, file in outputs.items():
        if file is not None:
            write_tree(file.parent, {file.name: form.render(report)})
        elif form is LintFormat.TEXT and _is_colored(color):
            write_stdout(_colored(report))
        else:
            write_stdout(form.render(report))


def summary(result: LintResult, seconds: float, fixed: int) -> str:
    """One line: how much was found, in how much, in which time."""
    report = result.report
    counts = [counted(report.count(severity), severity.value) for severity in Severity if report.count(severity)]
    mendable = sum(finding.edit is not None for finding in report.findings)
    if mendable:
        counts.append(f"{mendable} of them for --fix")
    if fixed:
        counts.append(f"fixed {fixed}")
    if result.known:
        counts.append(f"{len(result.known)} in the baseline")
    looked = f"{counted(len(report.files), 'module')}, {counted(report.tasks, 'task')}"
    return f"{', '.join(counts) or 'nothing found'} ({looked}, {seconds:.1f} s)"


def say_statistics(report: LintReport, talk: Conversation) -> None:
    """How often each rule found something."""
    for count, first in report.by_code:
        talk.say(f"{count:>5}  {first.code}  {first.severity.value:<7}  {first.slug}")


def say_unloaded(result: LintResult, talk: Conversation) -> None:
    """That some modules and tasks were not looked at, whatever findings say of it."""
    files = [report.file for report in result.serialized.reports if any(map(_is_of_module, report.diagnostics))]
    if files:
        message = f"{counted(len(files), 'module')} could not be loaded and linted whole: {_some(files)}"
        talk.diagnostics([Diagnostic(records.Severity.ERROR, message)])
    if result.untranslated:
        message = f"{counted(len(result.untranslated), 'task')} could not be translated: {_some(result.untranslated)}"
        hint = "rules that look at specs have not seen them; LOD002, which tells why, was not selected"
        talk.diagnostics([Diagnostic(records.Severity.WARNING, message, hint)])


def _some(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are."""
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _is_of_module(diagnostic: Diagnostic) -> bool:
    return diagnostic.severity is records.Severity.ERROR and diagnostic.task is None


def counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s'[: count != 1]}"


def _is_colored(color: ColorChoice) -> bool:
    if color is ColorChoice.AUTO:
        return sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return color is ColorChoice.ALWAYS


def _colored(report: LintReport) -> bytes:
    from rich.console import Console
    from rich.text import Text

    from flytex_cli.render.lint_text import lines

    text = io.StringIO()
    console = Console(file=text, force_terminal=True, color_system="standard", highlight=False, width=10_000)
    for line in lines(report):
        console.print(Text.assemble(*line), soft_wrap=True)
    return text.getvalue().encode()
