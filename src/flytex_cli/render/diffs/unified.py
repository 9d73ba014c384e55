"""A comparison as a unified diff of the YAML documents, noise taken out."""

from __future__ import annotations

import difflib
from dataclasses import replace

from flytex_cli.diff.apply import applied
from flytex_cli.diff.compared import Compared
from flytex_cli.diff.report import DiffReport, TaskChanges
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.yaml_text import to_yaml
from flytex_cli.render.diffs.summary import notes


def render(report: DiffReport) -> bytes:
    """Write one file per task or app, and as comments at the end what does not differ in the documents."""
    text = "".join(_task(task) for task in report.tasks)
    return (text + "".join(f"# {note}\n" for note in notes(report))).encode()


def _task(task: TaskChanges) -> str:
    """Apply the changes that are shown to the old document to get the new one."""
    old, new = task.old, task.new
    if old is not None and new is not None:
        changes = [change.field for change in task.changes if change.field is not None]
        new = replace(new, view=applied(old.view, changes))
    name = escape_line(task.name)
    before = escape_line(task.old.name) if task.old is not None else name
    after = f"b/{name}" if new is not None else "/dev/null"
    before = f"a/{before}" if old is not None else "/dev/null"
    lines = difflib.unified_diff(_lines(old), _lines(new), before, after)
    return "".join(lines) or f"--- {before}\n+++ {after}\n"


def _lines(side: Compared | None) -> list[str]:
    lines = [] if side is None else to_yaml(side.document).rstrip("\n").split("\n")
    return [f"{escape_line(line)}\n" for line in lines]
