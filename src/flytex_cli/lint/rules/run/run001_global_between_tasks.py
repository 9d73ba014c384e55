"""RUN001: a global variable that one task sets for another."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.calls import task_functions
from flytex_cli.project.source import Function, Source
from flytex_cli.records import Severity


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Look for names that a task declares `global` and sets, and another task of the file only reads."""
    project, source = subject
    if "global" not in source.text:
        return
    found = (function for function in task_functions(project, source) if function is not None)
    functions: list[Function] = sorted(found, key=lambda function: function.lineno)
    writes = {function: _written(function) for function in functions}
    for writer in functions:
        for name, node in writes[writer].items():
            readers = [each for each in functions if each is not writer and name in _read(each) - writes[each].keys()]
            if readers:
                yield Hit(
                    f"{writer.name} sets the global {name!r} that {readers[0].name} reads: each runs in a container of its own",
                    project.place(source, node),
                    value=name,
                    fix=f"return it from {writer.name}, and give it to {readers[0].name} as an input",
                )


def _written(function: Function) -> dict[str, ast.stmt]:
    shared = {name for node in ast.walk(function) if isinstance(node, ast.Global) for name in node.names}
    found: dict[str, ast.stmt] = {}
    for node in ast.walk(function):
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name) and target.id in shared:
                    found.setdefault(target.id, node)
    return found


def _read(function: Function) -> set[str]:
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    own = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    arguments = function.args
    own |= {each.arg for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
    return {node.id for node in names if isinstance(node.ctx, ast.Load)} - own


RUN001 = Rule(
    code="RUN001",
    slug="global-between-tasks",
    severity=Severity.WARNING,
    summary="A task sets a global variable that another task reads",
    why=(
        "Each task runs in a container of its own, which imports the module anew: the reader sees the value of the import, "
        "never the one that was set. It works when both run in one process on a laptop."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")
rate = 0.1

@env.task
async def tune(x: float) -> float:
    global rate
    rate = x / 2
    return rate

@env.task
async def fit(epochs: int) -> float:
    return epochs * rate
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def tune(x: float) -> float:
    return x / 2

@env.task
async def fit(epochs: int, rate: float) -> float:
    return epochs * rate
""",
    scope=Scope.SOURCE,
    check=check,
)
