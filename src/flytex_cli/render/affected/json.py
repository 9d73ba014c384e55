"""What a change touches as JSON; its schema is `docs/schemas/affected.schema.json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flytex_cli.affected.model import Affected, Cause
from flytex_cli.render.common.json_text import to_json

VERSION = 1


def render(affected: Affected) -> bytes:
    """Write all of it, with the reasons."""
    totals = affected.totals
    document = {
        "version": VERSION,
        "revision": affected.changes.revision,
        "base": affected.changes.base,
        "changed": [{"file": each.shown, "status": each.status.value} for each in affected.changes.files],
        "environments": [
            {
                "name": each.name,
                "file": each.file,
                "tasks": list(each.tasks),
                "app": each.app,
                "why": _why(each.causes),
            }
            for each in affected.environments
        ],
        "unloaded": [{"file": each.file, "why": _why(each.causes)} for each in affected.unloaded],
        "tests": [{"file": each.file, "why": _why(each.causes)} for each in affected.tests],
        "summary": {
            "environments": {"affected": len(affected.environments), "total": totals.environments},
            "tasks": {"affected": len(affected.tasks), "total": totals.tasks},
            "apps": {"affected": len(affected.apps), "total": totals.apps},
            "tests": {"affected": len(affected.tests), "total": totals.tests},
        },
    }
    return to_json(document)


def _why(causes: Sequence[Cause]) -> list[dict[str, Any]]:
    return [{"file": cause.file.shown, "chain": list(cause.chain)} for cause in causes]
