"""Findings for a person: place, code and message, the source line with what is meant underlined, and the fix."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from flytex_cli.credentials.hiding import hidden_line
from flytex_cli.lint.finding import Finding
from flytex_cli.lint.report import LintReport
from flytex_cli.records import Severity
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.text import Line, to_plain

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold blue"}
TAB = 4
LONGEST = 160
"""A longer source line is cut around what is meant, in columns of a terminal."""
BEFORE = 60
"""How much of it is kept to the left of that."""


def render(report: LintReport) -> bytes:
    """Write all findings, without colours."""
    return to_plain(finding_lines(report))


def finding_lines(report: LintReport) -> Iterator[Line]:
    """Yield all findings, file by file, an empty line behind each."""
    spots: dict[tuple[str, int], list[int]] = {}
    for finding in report.findings:
        for number in range(finding.span.line, finding.span.end_line + 1) if finding.hides else ():
            begin = finding.span.column - 1 if number == finding.span.line else 0
            spots.setdefault((finding.span.file, number), []).append(begin)
    for finding in report.findings:
        source = report.lines.get(finding.span.file, ())
        line = source[finding.span.line - 1] if 0 < finding.span.line <= len(source) else ""
        yield from _finding(finding, hidden_line(line, *spots.get((finding.span.file, finding.span.line), ())))
        yield []


def _finding(finding: Finding, line: str) -> Iterator[Line]:
    span = finding.span
    yield [
        (escape_line(f"{span.file}:{span.line}:{span.column}"), "bold"),
        (" ", ""),
        (finding.severity.value, STYLES[finding.severity]),
        (" ", ""),
        (finding.code, STYLES[finding.severity]),
        (f" [{finding.slug}] ", "dim"),
        (escape_line(finding.message), ""),
    ]
    gutter = len(str(span.line))
    if line.strip():
        shown, start, width = _excerpt(finding, line)
        yield [(f"  {span.line} | ", "dim"), (shown, "")]
        yield [(f"  {'':{gutter}} | ", "dim"), (" " * start, ""), ("^" * width, STYLES[finding.severity])]
    about = ", ".join(escape_line(part) for part in (finding.task, finding.field) if part)
    if about:
        yield [(f"  {'':{gutter}} = ", "dim"), ("in: ", "cyan"), (about, "")]
    if finding.fix:
        automatic = " (--fix does it)" if finding.edit is not None else ""
        yield [(f"  {'':{gutter}} = ", "dim"), ("fix: ", "cyan"), (escape_line(finding.fix), ""), (automatic, "dim")]


def _excerpt(finding: Finding, line: str) -> tuple[str, int, int]:
    """Return a source line as shown, the column of its underline from 0, and the underline's width."""
    span = finding.span
    cells = [_cell(character) for character in line]
    begin = min(span.column - 1, len(cells))
    end = min(span.end_column - 1, len(cells)) if span.end_line == span.line else len(line.rstrip())
    indent = len(line) - len(line.lstrip())
    first = min(indent, begin)
    if sum(width for _, width in cells[first:]) > LONGEST:
        while begin > first and sum(width for _, width in cells[first:begin]) > BEFORE:
            first += 1
    last = first
    room = LONGEST
    while last < len(cells) and (room := room - cells[last][1]) >= 0:
        last += 1
    before = "..." if first > indent else ""
    after = "..." if last < len(cells) else ""
    start = len(before) + sum(width for _, width in cells[first:begin])
    width = sum(width for _, width in cells[begin : min(end, last)])
    return before + "".join(text for text, _ in cells[first:last]).rstrip() + after, start, max(width, 1)


def _cell(character: str) -> tuple[str, int]:
    """Return a character as shown, and how many columns it takes."""
    text = " " * TAB if character == "\t" else escape_line(character)
    if len(text) != 1:
        return text, len(text)
    if unicodedata.combining(text):
        return text, 0
    return text, 2 if unicodedata.east_asian_width(text) in "WF" else 1
