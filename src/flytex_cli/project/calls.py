"""Calls of tasks in a file, and which of them a task reaches."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from flytex_cli.project import Project, Task
from flytex_cli.project.source import Function, Source
from flytex_cli.records import Reference, Referent

MAPS = ("flyte.map", "flyte.map.aio")


class Form(Enum):
    """How a task is called."""

    CALL = "call"
    """`child(x)`, or `child.override(...)(x)`."""
    AIO = "aio"
    """`child.aio(x)`."""
    MAP = "map"
    """`flyte.map(child, ...)`."""
    FORWARD = "forward"
    """`child.forward(x)`: the function itself, in the same container."""


@dataclass(frozen=True)
class TaskCall:
    """One call of a task."""

    callee: Reference
    form: Form
    node: ast.Call
    source: Source

    @property
    def function(self) -> Function | None:
        """The innermost function it is written in."""
        return self.source.enclosing(self.node)


SANDBOXED = ("SandboxedTaskTemplate", "CodeTaskTemplate")
"""Tasks whose code an interpreter of its own runs, which calls other tasks by its own rules."""


def task_functions(project: Project, source: Source) -> set[Function | None]:
    """Return the functions in a file that Python runs as tasks."""
    return {task.function for task in project.tasks_in(source) if task.facts.kind not in SANDBOXED} - {None}


def sandboxed_functions(project: Project, source: Source) -> set[Function | None]:
    """Return the functions in a file that are tasks and not run by Python."""
    return {task.function for task in project.tasks_in(source) if task.facts.kind in SANDBOXED}


@lru_cache(maxsize=1024)
def task_calls(source: Source) -> tuple[TaskCall, ...]:
    """Return every call of a task in a file, in written order."""
    found = []
    for call in source.telling_calls if Referent.TASK in source.kinds else ():
        target, form = called(source, call)
        reference = source.reference(target)
        if reference is not None and reference.kind is Referent.TASK:
            found.append(TaskCall(reference, form, call, source))
    return tuple(found)


def called(source: Source, call: ast.Call) -> tuple[ast.expr | None, Form]:
    """Return the expression that would be the task, if this is a call of one."""
    function = call.func
    if is_map(source, function):
        return (call.args[0] if call.args else None), Form.MAP
    form = Form.CALL
    if isinstance(function, ast.Attribute) and function.attr in ("aio", "forward"):
        form, function = Form(function.attr), function.value
    if isinstance(function, ast.Call) and isinstance(function.func, ast.Attribute) and function.func.attr == "override":
        function = function.func.value
    return function, form


def is_map(source: Source, function: ast.expr) -> bool:
    """Return whether a called expression is `flyte.map` or its `aio`."""
    return not source.flyte_names.isdisjoint(MAPS) and is_api(source, function, *MAPS)


def is_api(source: Source, function: ast.expr, *names: str) -> bool:
    """Return whether a called expression is a function of `flyte` of one of these names, or its `aio`."""
    if isinstance(function, ast.Attribute) and function.attr == "aio":
        function = function.value
    return source.refers(function, Referent.FLYTE, *names)


def reached(project: Project, task: Task) -> Iterator[TaskCall]:
    """Yield the calls of tasks in a task's function and in the plain functions of the user's that it calls.

    A function that is passed as an argument, or found at run time, is not followed.
    """
    if task.source is None or task.function is None:
        return
    waiting, seen = [(task.source, task.function)], set[Function]()
    while waiting:
        source, function = waiting.pop()
        if function in seen:
            continue
        seen.add(function)
        within = source.telling_calls_in(function)
        yield from (call for call in task_calls(source) if call.node in within)
        for node in within:
            reference = source.reference(node.func)
            if reference is not None and reference.kind is Referent.FUNCTION:
                home = project.sources.get(reference.file or "")
                written = home.functions.get(reference.line or 0) if home is not None else None
                if home is not None and written is not None:
                    waiting.append((home, written))


def is_async(project: Project, reference: Reference) -> bool | None:
    """Return whether a task's function is a coroutine function; None where it cannot be known."""
    task = project.task(reference)
    if task is not None:
        return task.declared.is_async if task.declared.function is not None else None
    source = project.sources.get(reference.file or "")
    function = source.functions.get(reference.line or 0) if source is not None else None
    return None if function is None else isinstance(function, ast.AsyncFunctionDef)


def short_name(reference: Reference) -> str:
    """Return the name a person knows the task by: its function's."""
    return reference.name.rpartition(".")[2]
