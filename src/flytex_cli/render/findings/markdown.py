"""Findings as a table in Markdown, for the summary of a job."""

from __future__ import annotations

from flytex_cli.lint.report import LintReport
from flytex_cli.records import Severity
from flytex_cli.render.common.markdown import code

MOST = 200
"""So many rows are shown: a summary has at most 1 MiB."""


def render(report: LintReport) -> bytes:
    """Write how much was found, then a row a finding."""
    counts = [f"{count} {word.value}{'s'[: count != 1]}" for word in Severity if (count := report.count(word))]
    looked = f"{len(report.files)} modules, {report.tasks} tasks" + (f", {report.apps} apps" if report.apps else "")
    lines = [f"**flytex lint**: {', '.join(counts) or 'nothing found'} ({looked})"]
    if report.findings:
        lines += ["", "| | rule | place | finding |", "|---|---|---|---|"]
    for finding in report.findings[:MOST]:
        place, text = code(f"{finding.span.file}:{finding.span.line}"), code(finding.message)
        lines.append(f"| {finding.severity.value} | {finding.code} | {place} | {text} |")
    if len(report.findings) > MOST:
        lines += ["", f"{len(report.findings) - MOST} more are not shown."]
    return ("\n".join(lines) + "\n").encode()
