"""A comparison of the two engines as JSON; its schema is `docs/schemas/verify.schema.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flytex_cli.diff.fields import MISSING
from flytex_cli.render.common.json_text import to_json

if TYPE_CHECKING:
    from flytex_cli.diff.fields import FieldChange
    from flytex_cli.diff.verification import VerifyResult

VERSION = 1


def render(result: VerifyResult) -> bytes:
    """Write all of it, what both refuse too; a field that one side lacks has no member for it."""
    document = {
        "version": VERSION,
        "modules": result.files,
        "tasks": result.tasks,
        "apps": result.apps,
        "equal": result.equal,
        "different": [
            {"task": each.task, "file": each.file, "changes": [_change(change) for change in each.changes]}
            for each in result.different
        ],
        "refused": [{"task": each.task, "file": each.file, "reasons": dict(each.reasons)} for each in result.refused],
    }
    return to_json(document)


def _change(change: FieldChange) -> dict[str, Any]:
    sides = {"sdk": change.old, "standin": change.new}
    return {"path": change.path, **{side: value for side, value in sides.items() if value is not MISSING}}
