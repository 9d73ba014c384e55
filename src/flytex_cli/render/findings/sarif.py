"""Findings as SARIF 2.1.0, the form that code scanning services take."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from flytex_cli.lint.finding import Edit, Finding
from flytex_cli.lint.identity import numbered
from flytex_cli.lint.registry import all_rules
from flytex_cli.lint.report import LintReport
from flytex_cli.lint.rule import Rule
from flytex_cli.project.places import Span
from flytex_cli.records import Severity
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.json_text import to_json

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
ROOT = "%SRCROOT%"
"""What paths are relative to, by the name that services know."""


def render(report: LintReport) -> bytes:
    """Write one run, with the rules that ran and those that found something."""
    found = {finding.code for finding in report.findings}
    ran = {rule.code for rule in report.rules} | found
    every = {rule.code: rule for rule in (*all_rules(), *report.rules)}
    rules = [rule for code, rule in sorted(every.items()) if code in ran]
    index = {rule.code: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "flytex",
                "version": report.version,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The working directory of flytex."}}},
        "results": [_result(finding, mark, index) for finding, mark in numbered(report.findings)],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return to_json(document)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.slug.split("-")),
        "shortDescription": {"text": f"{rule.summary}."},
        "fullDescription": {"text": rule.why},
        **({"helpUri": rule.url} if rule.url else {}),
        "help": {"text": _help(rule), "markdown": _help(rule, "```python\n", "```\n")},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": ["flyte", rule.group]},
    }


def _help(rule: Rule, begin: str = "", end: str = "") -> str:
    examples = "".join(
        f"\n{title}:\n\n{begin}{text.strip()}\n{end}"
        for title, text in (("Bad", rule.bad), ("Good", rule.good))
        if text
    )
    return f"{rule.why}\n{examples}"


def _result(finding: Finding, mark: str, index: dict[str, int]) -> dict[str, Any]:
    text = finding.message + (f" (fix: {finding.fix})" if finding.fix else "")
    location: dict[str, Any] = {"physicalLocation": {**_artifact(finding.span.file), "region": _region(finding.span)}}
    if finding.task:
        location["logicalLocations"] = [{"fullyQualifiedName": escape_line(finding.task)}]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": LEVELS[finding.severity],
        "message": {"text": escape_line(text)},
        "locations": [location],
        "partialFingerprints": {"flytexFinding/v1": mark},
    }
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    properties = {key: value for key, value in (("field", finding.field), ("value", finding.value)) if value}
    if properties:
        result["properties"] = properties
    if finding.edit is not None:
        result["fixes"] = [_fix(finding.edit, finding.fix or finding.message)]
    return result


def _fix(edit: Edit, text: str) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
    change = {**_artifact(edit.span.file), "replacements": [replacement]}
    return {"description": {"text": escape_line(text)}, "artifactChanges": [change]}


def _artifact(file: str) -> dict[str, Any]:
    path = PurePath(file)
    if path.is_absolute():
        return {"artifactLocation": {"uri": path.as_uri()}}
    return {"artifactLocation": {"uri": quote(path.as_posix(), errors="surrogateescape"), "uriBaseId": ROOT}}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
