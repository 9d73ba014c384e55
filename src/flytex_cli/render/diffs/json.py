"""A comparison as JSON; its schema is `docs/schemas/diff.schema.json`."""

from __future__ import annotations

import json
from typing import Any

from flytex_cli.diff.change import Change
from flytex_cli.diff.result import DiffResult
from flytex_cli.render.diffs.summary import task_counts

VERSION = 1


def render(result: DiffResult, *, everything: bool) -> bytes:
    """One object; a value that one side does not have is null, and `kind` tells it from one that is null."""
    document = {
        "version": VERSION,
        "old": result.old,
        "new": result.new,
        "changes": [_change(change) for task in result.tasks(everything) for change in task.changes],
        "notCompared": [{"task": each.name, "failed": each.side} for each in result.unknown],
        "summary": {
            "tasks": task_counts(result, everything),
            "changes": {impact.value: n for impact, n in result.counts(result.shown(everything)).items()},
            "onlyNoise": {} if everything else result.only_noise(),
            "triggersCompared": result.with_triggers,
        },
    }
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def _change(change: Change) -> dict[str, Any]:
    return {
        "task": change.task,
        "path": change.path,
        "kind": change.kind.value,
        "class": change.impact.value,
        "why": change.why,
        "noise": change.noise,
        "old": change.old,
        "new": change.new,
    }
