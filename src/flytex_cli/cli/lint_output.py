"""What `flytex lint` shows: the formats where they belong, then a summary for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from flytex_cli import records
from flytex_cli.api import LintResult
from flytex_cli.cli.conversation import Conversation
from flytex_cli.cli.output import Output
from flytex_cli.lint.report import LintReport
from flytex_cli.records import Diagnostic, Severity
from flytex_cli.render.findings import LintFormat

MOST_NAMES = 5
"""So many modules or tasks are named in one sentence."""


def write_report(report: LintReport, files: Mapping[LintFormat, Path | None], output: Output) -> None:
    """Write each format into its file, None standing for stdout.

    Raises:
        OutputError: a file or stdout cannot be written.
    """
    from flytex_cli.render.common.folder import write_tree
    from flytex_cli.render.findings.text import finding_lines

    for form, file in files.items():
        if file is not None:
            write_tree(file.parent, {file.name: form.render(report)})
        elif form is LintFormat.TEXT:
            output.write_lines(finding_lines(report))
        else:
            output.write(form.render(report))


def summary(result: LintResult, seconds: float, fixed: int) -> str:
    """Summarize in one line: how much was found, in how much, in which time."""
    report = result.report
    counts = [counted(report.count(severity), severity.value) for severity in Severity if report.count(severity)]
    fixable = sum(finding.edit is not None for finding in report.findings)
    if fixable:
        counts.append(f"{fixable} fixable with --fix")
    if fixed:
        counts.append(f"fixed {fixed}")
    if result.known:
        counts.append(f"{len(result.known)} in the baseline")
    looked = f"{counted(len(report.files), 'module')}, {counted(report.tasks, 'task')}"
    looked += f", {counted(report.apps, 'app')}" if report.apps else ""
    return f"{', '.join(counts) or 'nothing found'} ({looked}, {seconds:.1f} s)"


def say_statistics(report: LintReport, talk: Conversation) -> None:
    """Return how often each rule found something."""
    for count, first in report.by_code:
        talk.say(f"{count:>5}  {first.code}  {first.severity.value:<7}  {first.slug}")


def say_unloaded(result: LintResult, talk: Conversation) -> None:
    """Say that some modules and tasks were not checked, whatever findings say."""
    files = [report.file for report in result.serialized.reports if any(map(_is_of_module, report.diagnostics))]
    if files:
        message = f"{counted(len(files), 'module')} could not be fully loaded and linted: {_some(files)}"
        talk.diagnostics([Diagnostic(records.Severity.ERROR, message)])
    if result.untranslated:
        message = f"{counted(len(result.untranslated), 'task')} could not be translated: {_some(result.untranslated)}"
        hint = "rules that check specs did not see them; LOD002, which tells why, was not selected"
        talk.diagnostics([Diagnostic(records.Severity.WARNING, message, hint)])


def _some(names: Sequence[str]) -> str:
    """Return the first of some names, and how many more there are."""
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _is_of_module(diagnostic: Diagnostic) -> bool:
    return diagnostic.severity is records.Severity.ERROR and diagnostic.subject is None


def counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s'[: count != 1]}"
