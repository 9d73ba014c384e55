"""A comparison as a comment on a pull request: a table of the tasks, and their fields folded below it."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.diff.change import Impact, Kind
from flytex_cli.diff.report import DiffReport, TaskChanges
from flytex_cli.render.common.markdown import code, raw_html
from flytex_cli.render.diffs.summary import counts_text, folded_text, notes, of_task, values

MAX_BYTES = 60_000
"""GitHub takes comments of 65,536 characters: details that would go beyond are left out, and a note says so."""

_MARKS = {Impact.BREAKING: "🔴 breaking", Impact.BEHAVIOUR: "🟡 behaviour", Impact.COSMETIC: "⚪ cosmetic"}
_MAX_REASONS = 6


def render(report: DiffReport) -> bytes:
    """Write the whole comment."""
    tasks = report.tasks
    text = f"### Flyte tasks: {counts_text(report)}\n\n"
    text += f"{code(report.comparison.old)} → {code(report.comparison.new)}\n\n"
    if tasks:
        text += "| | Task | What changes |\n|---|---|---|\n" + "".join(map(_row, tasks)) + "\n"
    left_out = 0
    for task in tasks:
        details = "".join(f"{line}\n" for line in _details(task))
        if len(text.encode()) + len(details.encode()) > MAX_BYTES:
            left_out += 1
        else:
            text += details
    remarks = notes(report)
    if left_out:
        remarks.append(f"the details of {left_out} tasks are left out: the comment would be too long")
    text += "".join(f"- {_plain(note)}\n" for note in remarks)
    return (text.rstrip("\n") + "\n").encode()


def _row(task: TaskChanges) -> str:
    whole = of_task(task)
    reasons = list(dict.fromkeys(change.why for change in task.changes))
    more = f", and {len(reasons) - _MAX_REASONS} more" if len(reasons) > _MAX_REASONS else ""
    name = code(task.name) if whole is not Kind.REMOVED else f"~~{code(task.name)}~~"
    return f"| {_MARKS[task.impact]} | {name} | {', '.join(map(_plain, reasons[:_MAX_REASONS]))}{more} |\n"


def _details(task: TaskChanges) -> Iterator[str]:
    fields = [change for change in task.changes if change.field is not None]
    if not fields:
        return
    count = f"{len(fields)} field{'s'[: len(fields) != 1]}"
    yield f"<details><summary><code>{raw_html(task.name)}</code>: {count}</summary>"
    yield ""
    yield "| | Field | Old | New |\n|---|---|---|---|"
    for change in fields:
        old, new = (code(value) if value is not None else "" for value in values(change))
        yield f"| {change.impact.value} | {code(change.path)} | {old} | {new} |"
    if task.folded:
        yield f"\nFolded: {folded_text(task.folded)}."
    yield ""
    yield "</details>"
    yield ""


def _plain(text: str) -> str:
    """Escape a sentence of flytex that may quote a name: without characters that Markdown reads as markup."""
    return "".join(f"\\{character}" if character in r"\`*_{}[]<>()#+!|@~" else character for character in text)
