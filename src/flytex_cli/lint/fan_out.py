"""How many Pods of a task run at once, where the source says it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from flytex_cli.project import Project, Task
from flytex_cli.project.calls import Form, reached
from flytex_cli.project.source import Source


@dataclass(frozen=True)
class FanOut:
    """A `flyte.map` and how many Pods of its task run at once."""

    task: Task
    count: int
    call: ast.Call
    source: Source


def fan_outs(project: Project, task: Task) -> Iterator[FanOut]:
    """Yield the maps that a task's function reaches whose length is written."""
    for each in reached(project, task):
        mapped = project.task(each.callee)
        if each.form is not Form.MAP or mapped is None:
            continue
        lengths = [_length(argument) for argument in each.node.args[1:]]
        known = [length for length in lengths if length is not None]
        if known and len(known) == len(lengths):
            written = next((each.value for each in each.node.keywords if each.arg == "concurrency"), None)
            count, most = min(known), 0 if written is None else _whole(written)
            if most is not None:
                yield FanOut(mapped, min(count, most) if most > 0 else count, each.node, each.source)


def _length(node: ast.expr) -> int | None:
    """Return how many items an expression has; None where it is not written there."""
    if isinstance(node, (ast.List, ast.Tuple)) and not any(isinstance(each, ast.Starred) for each in node.elts):
        return len(node.elts)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range" and not node.keywords:
        bounds = [_whole(each) for each in node.args]
        known = [bound for bound in bounds if bound is not None]
        if len(known) == len(bounds) and known and 0 not in known[2:]:
            return len(range(*known))
    return None


def _whole(node: ast.expr) -> int | None:
    value = node.value if isinstance(node, ast.Constant) else None
    return value if type(value) is int else None
