"""What a change touches, for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flytex_cli.affected.model import Affected, Cause
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.text import Line, to_plain


def render(affected: Affected) -> bytes:
    """Write the lines without colours and reasons."""
    return to_plain(affected_lines(affected))


def affected_lines(affected: Affected, *, why: bool = False) -> Iterator[Line]:
    """Lay out environments with their tasks, then tests, then the counts.

    Args:
        why: whether the way from each changed file is shown.
    """
    for environment in affected.environments:
        line: Line = [(escape_line(environment.name), "bold"), (f"  {escape_line(environment.file)}", "dim")]
        yield [*line, ("  app", "")] if environment.app else line
        yield from ([("  ", ""), (escape_line(task), "")] for task in environment.tasks)
        yield from _why(environment.causes) if why else ()
    for module in affected.unloaded:
        yield [(escape_line(module.file), "bold"), ("  could not be loaded", "red")]
        yield from _why(module.causes) if why else ()
    for test in affected.tests:
        yield [(escape_line(test.file), "bold"), ("  tests", "dim")]
        yield from _why(test.causes) if why else ()
    if affected.environments or affected.unloaded or affected.tests:
        yield []
    yield [(_counts(affected), "bold")]


def _why(causes: Sequence[Cause]) -> Iterator[Line]:
    for cause in causes:
        for number, step in enumerate(cause.chain):
            yield [("    " if number == 0 else "      ", ""), (escape_line(step), "dim")]


def _counts(affected: Affected) -> str:
    totals = affected.totals
    counts = (
        (len(affected.environments), totals.environments, "environment"),
        (len(affected.tasks), totals.tasks, "task"),
        (len(affected.apps), totals.apps, "app"),
        (len(affected.tests), totals.tests, "test file"),
    )
    said = ", ".join(f"{some} of {_number(every, noun)}" for some, every, noun in counts if every)
    return f"{said or 'nothing'} affected by {_number(len(affected.changes.files), 'changed file')}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
