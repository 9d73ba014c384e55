"""Lines for a person, each in parts with a style so that a terminal can colour it; and diagnostics as such lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flytex_cli.facts.fields import ROOT_DIR
from flytex_cli.records import Diagnostic, Severity
from flytex_cli.render.common.escape import escape_block, escape_line

Line = list[tuple[str, str]]
"""One line as (text, style) pairs; a style is one of rich's."""


def to_plain(lines: Iterable[Line]) -> bytes:
    """Write lines without their styles."""
    return "".join("".join(text for text, _ in line) + "\n" for line in lines).encode()


_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}


def diagnostic_lines(diagnostic: Diagnostic, *, full_trace: bool = False) -> Iterator[Line]:
    """Lay out a diagnostic: `error: file:line: task: field: sentence`, its frames, its hint."""
    line: Line = [(diagnostic.severity.value, _STYLES[diagnostic.severity]), (": ", "")]
    field = None if diagnostic.field == ROOT_DIR else diagnostic.field
    for part in (diagnostic.location, diagnostic.subject, field):
        if part is not None:
            line += [(escape_line(str(part)), "bold"), (": ", "")]
    yield [*line, (escape_line(diagnostic.message), "")]
    trace = diagnostic.full_trace if full_trace else diagnostic.trace
    if trace:
        for text in escape_block(trace).splitlines():
            yield [(f"    {text}", "dim")]
    if diagnostic.hint:
        yield [("  hint: ", "cyan"), (escape_line(diagnostic.hint), "")]
