"""Findings as a Code Quality report, which GitLab shows in merge requests."""

from __future__ import annotations

from flytex_cli.lint.identity import numbered
from flytex_cli.lint.report import LintReport
from flytex_cli.records import Severity
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.json_text import to_json

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: LintReport) -> bytes:
    """Write one issue a finding; its fingerprint survives moved lines."""
    return to_json(
        [
            {
                "description": escape_line(finding.message + (f" (fix: {finding.fix})" if finding.fix else "")),
                "check_name": f"{finding.code} {finding.slug}",
                "fingerprint": mark,
                "severity": SEVERITIES[finding.severity],
                "location": {"path": escape_line(finding.span.file), "lines": {"begin": finding.span.line}},
            }
            for finding, mark in numbered(report.findings)
        ]
    )
