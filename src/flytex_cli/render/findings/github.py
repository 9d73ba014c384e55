"""Findings as workflow commands, which GitHub Actions shows as annotations on the lines they are about."""

from __future__ import annotations

from flytex_cli.lint.finding import Finding
from flytex_cli.lint.report import LintReport
from flytex_cli.records import Severity
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.github import command

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: LintReport) -> bytes:
    """Write one command per finding."""
    return "".join(map(_command, report.findings)).encode()


def _command(finding: Finding) -> str:
    span = finding.span
    properties: dict[str, object] = {"file": span.file, "line": span.line, "endLine": span.end_line}
    if span.end_line == span.line:  # GitHub takes columns of one line only
        properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = f"{finding.code} {finding.slug}" + (f": {finding.task}" if finding.task else "")
    message = "\n".join(escape_line(part) for part in (finding.message, finding.fix and f"fix: {finding.fix}") if part)
    return command(COMMANDS[finding.severity], message, properties)
