"""Findings as JSON; its schema is docs/schemas/lint.schema.json."""

from __future__ import annotations

from flytex_cli.lint.finding import Finding
from flytex_cli.lint.report import LintReport
from flytex_cli.records import Severity
from flytex_cli.render.common.json_text import to_json

VERSION = 1


def render(report: LintReport) -> bytes:
    """Write the findings, and how many there are."""
    document = {
        "version": VERSION,
        "findings": [_finding(finding) for finding in report.findings],
        "summary": {
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "infos": report.count(Severity.INFO),
            "fixed": report.fixed,
            "modules": len(report.files),
            "tasks": report.tasks,
        },
    }
    return to_json(document)


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "slug": finding.slug,
        "severity": finding.severity.value,
        "message": finding.message,
        "file": finding.span.file,
        "line": finding.span.line,
        "column": finding.span.column,
        "task": finding.task,
        "field": finding.field,
        "value": finding.value,
        "fix": finding.fix,
    }
