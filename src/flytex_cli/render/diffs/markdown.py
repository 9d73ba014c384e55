"""A comparison as a comment on a pull request: a table of the tasks, and their fields folded below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flytex_cli.diff.change import Impact, Kind
from flytex_cli.diff.costs import CostChange
from flytex_cli.diff.effects import Effect
from flytex_cli.diff.report import Block, DiffReport
from flytex_cli.render.common.markdown import code, raw_html
from flytex_cli.render.diffs.summary import (
    MAX_NAMES,
    counts_text,
    effect_lines,
    folded_text,
    notes,
    of_task,
    values,
)

MAX_BYTES = 60_000
"""GitHub takes comments of 65,536 characters: details that would go beyond are left out, and a note says so."""

_MARKS = {Impact.BREAKING: "🔴 breaking", Impact.BEHAVIOUR: "🟡 behaviour", Impact.COSMETIC: "⚪ cosmetic"}
_MAX_REASONS = 6


def render(report: DiffReport) -> bytes:
    """Write the whole comment."""
    text = f"### Flyte tasks: {counts_text(report)}\n\n"
    text += f"{code(report.comparison.old)} → {code(report.comparison.new)}\n\n"
    if report.blocks:
        text += "| | Task | What changes |\n|---|---|---|\n" + "".join(map(_row, report.blocks)) + "\n"
    if report.effects:
        text += "| What it does | To | Why |\n|---|---|---|\n" + "".join(map(_effect, report.effects)) + "\n"
    text += "".join(map(_cost, report.costs[:MAX_NAMES])) + ("\n" if report.costs else "")
    left_out = 0
    for block in report.blocks:
        details = "".join(f"{line}\n" for line in _details(block))
        if len(text.encode()) + len(details.encode()) > MAX_BYTES:
            left_out += 1
        else:
            text += details
    remarks = notes(report)
    if len(report.costs) > MAX_NAMES:
        remarks.append(f"{len(report.costs) - MAX_NAMES} more tasks cost something else than before")
    if left_out:
        remarks.append(f"the details of {left_out} entries are left out: the comment would be too long")
    text += "".join(f"- {_plain(note)}\n" for note in remarks)
    return (text.rstrip("\n") + "\n").encode()


def _row(block: Block) -> str:
    reasons = list(dict.fromkeys(change.why for change in block.changes))
    more = f", and {len(reasons) - _MAX_REASONS} more" if len(reasons) > _MAX_REASONS else ""
    gone = [of_task(task) is Kind.REMOVED for task in block.tasks] == [True]
    names = _names(block.names)
    why = ", ".join(map(_plain, reasons[:_MAX_REASONS]))
    return f"| {_MARKS[block.impact]} | {f'~~{names}~~' if gone else names} | {why}{more} |\n"


def _effect(effect: Effect) -> str:
    lines = [*map(_plain, effect_lines(effect)), *map(code, effect.commands)]
    return f"| {effect.kind.value} | {_names(effect.tasks)} | {'<br>'.join(lines)} |\n"


def _cost(change: CostChange) -> str:
    old, new = (_plain(str(cost)) if cost is not None else "nothing" for cost in (change.old, change.new))
    return f"- Cost of {code(change.task)}: {old} → {new}\n"


def _names(names: Sequence[str]) -> str:
    more = len(names) - MAX_NAMES
    return ", ".join(map(code, names[:MAX_NAMES])) + (f" and {more} more" if more > 0 else "")


def _details(block: Block) -> Iterator[str]:
    fields = [change for change in block.changes if change.field is not None]
    if not fields:
        return
    count = f"{len(fields)} field{'s'[: len(fields) != 1]}"
    first, more = block.names[0], len(block.names) - 1
    others = f" and {more} more" if more else ""
    yield f"<details><summary><code>{raw_html(first)}</code>{others}: {count}</summary>"
    yield ""
    yield "| | Field | Old | New |\n|---|---|---|---|"
    for change in fields:
        old, new = (code(value) if value is not None else "" for value in values(change))
        yield f"| {change.impact.value} | {code(change.path)} | {old} | {new} |"
    if block.folded:
        yield f"\nFolded: {folded_text(block.folded)}."
    yield ""
    yield "</details>"
    yield ""


def _plain(text: str) -> str:
    """Escape a sentence of flytex that may quote a name: without characters that Markdown reads as markup."""
    return "".join(f"\\{character}" if character in r"\`*_{}[]<>()#+!|@~" else character for character in text)
