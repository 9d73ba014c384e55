"""Findings as a JUnit report: a test suite a file, in which every finding is a failed test."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from flytex_cli.lint.finding import Finding
from flytex_cli.lint.report import LintReport
from flytex_cli.render.common.escape import escape_line

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no form for."""


def render(report: LintReport) -> bytes:
    """Write all modules, those without a finding as a suite of one passed test."""
    by_file: dict[str, list[Finding]] = {file: [] for file in report.files}
    for finding in report.findings:
        by_file.setdefault(finding.span.file, []).append(finding)
    root = ElementTree.Element("testsuites", name="flytex lint")
    for file, findings in sorted(by_file.items()):
        root.append(_suite(file, findings))
    root.set("tests", str(sum(int(suite.get("tests", 0)) for suite in root)))
    root.set("failures", str(len(report.findings)))
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _suite(file: str, findings: list[Finding]) -> ElementTree.Element:
    suite = ElementTree.Element(
        "testsuite", name=_text(file), tests=str(max(len(findings), 1)), failures=str(len(findings)), errors="0"
    )
    if not findings:
        ElementTree.SubElement(suite, "testcase", classname=_text(file), name="flytex lint", file=_text(file))
    for finding in findings:
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=_text(finding.task or file),
            name=_text(f"{finding.code} {finding.slug}:{finding.span.line}:{finding.span.column}"),
            file=_text(file),
            line=str(finding.span.line),
        )
        failure = ElementTree.SubElement(case, "failure", type=finding.severity.value, message=_text(finding.message))
        failure.text = "\n".join(_body(finding))
    return suite


def _body(finding: Finding) -> list[str]:
    span = finding.span
    lines = [f"{span.file}:{span.line}:{span.column}: {finding.message}"]
    lines += [f"field: {finding.field}"] if finding.field else []
    lines += [f"fix: {finding.fix}"] if finding.fix else []
    return [_text(line) for line in lines]


def _text(text: str) -> str:
    return _NOT_XML.sub("", escape_line(text))
