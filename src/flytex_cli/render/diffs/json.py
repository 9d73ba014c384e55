"""A comparison as JSON; its schema is `docs/schemas/diff.schema.json`."""

from __future__ import annotations

from typing import Any

from flytex_cli.diff.change import Change
from flytex_cli.diff.effects import Effect
from flytex_cli.diff.report import Block, DiffReport
from flytex_cli.render.common.json_text import to_json
from flytex_cli.render.diffs.summary import effect_counts, task_counts

VERSION = 2


def render(report: DiffReport) -> bytes:
    """Write one object; a value that one side lacks is null, and `kind` tells it from one that is null."""
    comparison = report.comparison
    document = {
        "version": VERSION,
        "old": comparison.old,
        "new": comparison.new,
        "changes": [_change(change, block) for block in report.blocks for change in block.changes],
        "effects": [_effect(effect) for effect in report.effects],
        "notCompared": [{"task": each.name, "failed": each.side} for each in comparison.unknown],
        "summary": {
            "tasks": task_counts(report),
            "changes": {impact.value: n for impact, n in report.impacts.items()},
            "effects": effect_counts(report),
            "accepted": report.accepted,
            "onlyNoise": report.only_noise,
            "triggersCompared": comparison.with_triggers,
        },
    }
    return to_json(document)


def _change(change: Change, block: Block) -> dict[str, Any]:
    return {
        "tasks": list(block.names),
        "path": change.path,
        "kind": change.kind.value,
        "class": change.impact.value,
        "why": change.why,
        "noise": change.noise,
        "old": change.old,
        "new": change.new,
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "effect": effect.kind.value,
        "tasks": list(effect.tasks),
        "why": effect.why,
        "details": list(effect.details),
        "commands": list(effect.commands),
    }
