"""A comparison of the two engines, as text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flytex_cli.diff.fields import MISSING
from flytex_cli.render.escape import escape_line

if TYPE_CHECKING:
    from flytex_cli.diff.verification import VerifyResult

MAX_VALUE = 200
"""A longer value is cut, in characters."""


def render(result: VerifyResult) -> bytes:
    """The differences task by task, then what could not be compared, then the counts."""
    lines = []
    for task, changes in result.different.items():
        lines.append(f"{escape_line(task)}")
        for change in changes:
            lines.append(f"  {escape_line(change.path)}")
            lines += [f"    sdk      {_shown(change.old)}", f"    standin  {_shown(change.new)}"]
    for side, said in result.one_sided.items():
        lines += [f"only {side}: {escape_line(text)}" for text in said]
    counts = f"{result.equal} equal, {len(result.different)} different"
    if result.neither:
        counts += f", {result.neither} refused by both"
    return ("\n".join([*lines, f"{result.tasks} tasks: {counts}"]) + "\n").encode()


def _shown(value: Any) -> str:
    text = "(not set)" if value is MISSING else escape_line(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 3] + "..."
