"""Where a setting is written: from a path like `resources.memory` to the expression in the source."""

from __future__ import annotations

import ast
import re

from flytex_cli.project.following import Written, followed
from flytex_cli.project.source import Function, Source
from flytex_cli.records import Referent

Step = str | int
"""A keyword or dictionary key, or the index of a list's item."""


def decorator_call(source: Source, function: Function) -> ast.Call | None:
    """Return the `@env.task(...)` call on a function."""
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and _is_task_decorator(source, decorator.func):
            return decorator
    return None


def decorator(source: Source, function: Function) -> ast.expr | None:
    """Return the `@env.task` on a function, called or not."""
    for node in function.decorator_list:
        if _is_task_decorator(source, node.func if isinstance(node, ast.Call) else node):
            return node
    return None


def _is_task_decorator(source: Source, node: ast.expr) -> bool:
    if isinstance(node, ast.Attribute):
        known = source.reference(node.value)
        return node.attr == "task" and (known is None or known.kind is Referent.ENVIRONMENT)
    return False


def call_at(source: Source, line: int, *names: str) -> ast.Call | None:
    """Return the call that begins at a line and made an object, else the outermost one.

    Args:
        source: the file.
        line: where the call begins.
        names: how the names of functions end that make such an object.
    """
    beginning = [call for call in source.calls if call.lineno == line]
    named = [call for call in beginning if _name(call.func).endswith(names)] if names else []
    return next(iter(named or beginning), None)


def argument_at(source: Source, line: int, field: str) -> ast.expr | ast.keyword | None:
    """Return the argument of a call that begins at a line, from the call and its name: `Resources.gpu`, `Cron(tz=)`."""
    match = re.match(r"(?:\w+\.)*?(?P<callee>\w+)(?:\.(?P<value>[a-z_]+)(?:\.quantity)?|\((?P<keyword>\w+)=\))$", field)
    if match is None:
        return None
    calls = [call for call in source.calls if call.lineno <= line <= (call.end_lineno or line)]
    for call in calls:
        for keyword in call.keywords:
            if keyword.arg == match["keyword"] and keyword.lineno == line:
                return keyword
            if keyword.arg == match["value"] and keyword.value.lineno == line:
                return keyword.value
    for call in calls:
        if _name(call.func) == match["callee"] and match["value"]:
            found = _positional(call, match["value"]) or next(iter(call.args), None)
            if found is not None and found.lineno == line:
                return found
    return None


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def written_at(source: Source, call: ast.Call, path: tuple[Step, ...], *, used: bool = False) -> Written | None:
    """Return the deepest expression along a path into a call's arguments; None when its first step is not there.

    A name that its module assigns once is followed to its value, also in another of the user's files.

    Args:
        source: the file of the call.
        call: what makes an environment or a task.
        path: of the setting.
        used: whether a name at the end of the path is not followed: where an object is used, not where it is made.
    """
    here: Written = source, call
    found: Written | None = None
    for step in path:
        source, node = followed(*here)
        inner = _step(node, step)
        if inner is None:
            break
        found = here = source, inner
    return found if found is None or used else shared(*found)


def shared(source: Source, node: ast.expr) -> Written:
    """Return the expression of an object that a name stands for; the name itself where that is a plain value."""
    home, value = followed(source, node)
    return (source, node) if isinstance(value, ast.Constant) and home is source else (home, value)


POSITIONAL = {
    "Trigger": ("name", "automation"),
    "Cron": ("expression",),
    "FixedRate": ("interval_minutes",),
    "Resources": ("cpu", "memory", "gpu", "disk", "shm"),
    "Cache": ("behavior",),
    "Secret": ("key", "group"),
    "Device": ("quantity", "device_class", "device", "partition"),
    "GPU": ("device", "quantity", "partition"),
    "TPU": ("device", "partition"),
    "ReusePolicy": ("replicas", "idle_ttl", "concurrency", "scaledown_ttl"),
    "Port": ("port", "name"),
    "Scaling": ("replicas", "metric", "scaledown_after"),
    "Concurrency": ("val",),
    "RequestRate": ("val",),
    "Timeouts": ("request",),
    "Parameter": ("name", "value"),
}
"""The arguments of `flyte`'s own constructors by position, of those that are often given so (SDK 2.12.1)."""


def _positional(call: ast.Call, step: Step) -> ast.expr | None:
    name = _name(call.func)
    names = ("name", "depends_on") if name.endswith("Environment") else POSITIONAL.get(name, ())
    index = names.index(step) if step in names else len(call.args)
    return call.args[index] if index < len(call.args) else None


def _step(node: ast.expr, step: Step) -> ast.expr | None:
    if isinstance(node, ast.Call):
        if step == 0:  # one instead of a list of one
            return node
        return next((keyword.value for keyword in node.keywords if keyword.arg == step), _positional(node, step))
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and key.value == step:
                return value
        return None
    if isinstance(node, (ast.List, ast.Tuple)) and isinstance(step, int) and step < len(node.elts):
        return node.elts[step]
    return None


def find_text(source: Source, node: ast.expr, text: str) -> Written | None:
    """Return the string literal that says `text` in an expression, or in what the names in it are assigned."""
    waiting, seen = [(source, node)], set[ast.expr]()
    while waiting:
        home, current = waiting.pop(0)
        seen.add(current)
        for part in ast.walk(current):
            if isinstance(part, ast.Constant) and part.value == text:
                return home, part
            if isinstance(part, (ast.Name, ast.Attribute)):
                there, value = followed(home, part)
                if value is not part and value not in seen:
                    waiting.append((there, value))
    return None
