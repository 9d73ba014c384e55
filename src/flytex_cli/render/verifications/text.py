"""A comparison of the two engines as text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from flytex_cli.diff.fields import MISSING
from flytex_cli.render.common.escape import escape_line

if TYPE_CHECKING:
    from flytex_cli.diff.verification import Refused, VerifyResult

MAX_VALUE = 200
"""A longer value is cut in the text, in characters."""

ENGINES = {"sdk": "the SDK", "standin": "the stand-in"}


def refusal_lines(refused: Refused) -> Iterator[str]:
    """Yield what was refused, and why, engine by engine."""
    yield escape_line(refused.file if refused.task is None else f"{refused.task} ({refused.file})")
    for side, reason in refused.reasons.items():
        yield f"  {ENGINES[side]} refuses it: {escape_line(reason)}"


def summary(result: VerifyResult) -> str:
    """Return the counts, in one line."""
    what = _number(result.tasks, "task") + (f" and {_number(result.apps, 'app')}" if result.apps else "")
    counts = [f"{what}: {result.equal} equal, {len(result.different)} different"]
    if result.one_sided:
        counts.append(f"{len(result.one_sided)} on one side only")
    for word, modules in (("task", False), ("module", True)):
        if neither := result.neither(modules=modules):
            counts.append(f"{_number(len(neither), word)} refused by both")
    return ", ".join(counts)


def render(result: VerifyResult) -> bytes:
    """Write the differences task by task, then what one side alone has, then the counts."""
    lines = []
    for each in result.different:
        lines.append(escape_line(f"{each.task} ({each.file})"))
        for change in each.changes:
            lines.append(f"  {escape_line(change.path)}")
            lines += [f"    sdk      {_shown(change.old)}", f"    standin  {_shown(change.new)}"]
    for refused in result.one_sided:
        lines += refusal_lines(refused)
    return ("\n".join([*lines, summary(result)]) + "\n").encode()


def _shown(value: Any) -> str:
    text = "(not set)" if value is MISSING else escape_line(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 3] + "..."


def _number(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
