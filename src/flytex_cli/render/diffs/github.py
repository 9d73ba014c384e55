"""A comparison as annotations on a pull request: breaking changes are errors, others of behaviour warnings.

GitHub shows ten annotations of each level a step and drops the others: the worst are written, and how many are not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from flytex_cli.diff.change import Change, Impact
from flytex_cli.diff.effects import Effect
from flytex_cli.diff.report import Block, DiffReport
from flytex_cli.records import ShownLocation
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.github import command
from flytex_cli.render.diffs.summary import counts_text, effect_lines, names_text, values

MAX_OF_A_LEVEL = 10
"""Annotations of a level that GitHub shows of one step."""

_LEVELS = {Impact.BREAKING: "error", Impact.BEHAVIOUR: "warning", Impact.COSMETIC: "notice"}


def render(report: DiffReport) -> bytes:
    """Write one line per entry, at the place of its first task if that still has one, and the counts."""
    room = Counter({"error": MAX_OF_A_LEVEL, "warning": MAX_OF_A_LEVEL, "notice": MAX_OF_A_LEVEL - 1})
    lines, left_out = [], 0
    for level, line in _lines(report):
        if room[level] > 0:
            room[level] -= 1
            lines.append(line)
        else:
            left_out += 1
    counts = counts_text(report)
    if left_out:
        counts += f"; {left_out} more entries are not annotated: GitHub shows {MAX_OF_A_LEVEL} of a kind"
    lines.append(command("notice", counts, {"title": "flytex diff"}))
    return "".join(lines).encode()


def _lines(report: DiffReport) -> Iterator[tuple[str, str]]:
    """Yield each line after its level, effects before the changes that are no errors."""
    changes = [(change, block) for block in report.blocks for change in block.changes]
    for change, block in changes:
        if change.impact is Impact.BREAKING:
            yield _LEVELS[change.impact], _change(change, block)
    for effect in report.effects:
        yield "warning", _effect(effect, report)
    for change, block in changes:
        if change.impact is not Impact.BREAKING:
            yield _LEVELS[change.impact], _change(change, block)


def _change(change: Change, block: Block) -> str:
    old, new = values(change)
    shown = " -> ".join(value if value is not None else "(not set)" for value in (old, new))
    detail = f": {change.path}: {shown}" if change.field is not None else ""
    others = f" (the same of {names_text(block.names[1:])})" if block.names[1:] else ""
    title = f"{change.impact.value}: {block.names[0]}"
    new_one = block.tasks[0].new
    place = _place(new_one.location if new_one is not None else None)
    return command(_LEVELS[change.impact], escape_line(f"{change.why}{detail}{others}"), {**place, "title": title})


def _effect(effect: Effect, report: DiffReport) -> str:
    first = report.comparison.news.get(effect.tasks[0])
    others = f" (the same of {names_text(effect.tasks[1:])})" if effect.tasks[1:] else ""
    text = "\n".join([f"{effect_lines(effect)[0]}{others}", *effect_lines(effect)[1:], *effect.commands])
    place = _place(first.location if first is not None else None)
    return command("warning", text, {**place, "title": f"{effect.kind.value}: {effect.tasks[0]}"})


def _place(location: ShownLocation | None) -> dict[str, object]:
    return {} if location is None else {"file": location.file, "line": location.line}
