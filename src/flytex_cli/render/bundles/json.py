"""Bundles as JSON; its schema is `docs/schemas/bundle.schema.json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flytex_cli.bundle.model import Bundle
from flytex_cli.render.common.json_text import to_json

VERSION = 1


def render(bundles: Sequence[Bundle]) -> bytes:
    """Write one object."""
    return to_json({"version": VERSION, "bundles": [to_object(each) for each in bundles]})


def to_object(bundle: Bundle) -> dict[str, Any]:
    """Return a bundle as a JSON object."""
    return {
        "environments": list(bundle.environments),
        "copyStyle": bundle.copy_style.value,
        "digest": bundle.digest,
        "size": bundle.size,
        "files": [
            {"path": file.path, "size": file.size, "reason": file.reason.value, "cause": file.cause}
            for file in bundle.files
        ],
        "problems": [
            {"severity": each.severity.value, "message": each.message, "hint": each.hint} for each in bundle.problems
        ],
        "concerns": [
            {
                "kind": each.kind.value,
                "path": each.subject,
                "file": each.file,
                "line": each.line,
                "message": each.message,
                "fix": each.fix,
            }
            for each in bundle.concerns
        ],
    }
