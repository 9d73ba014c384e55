"""RTY001: an override with a value that the SDK takes for none."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.source import Source
from flytex_cli.records import Referent, Severity

INSTEAD = {
    "retries": "write override(retries=flyte.RetryStrategy(count=0))",
    "timeout": "set no timeout on the task, and override it where you want one",
    "env_vars": "overwrite the single variables with other values",
    "secrets": "set no secrets on the task, and override it where you want some",
}


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Look at literals in calls of a task's `override`."""
    project, source = subject
    for call in source.telling_calls:
        if not (isinstance(call.func, ast.Attribute) and call.func.attr == "override"):
            continue
        if not source.refers(call.func.value, Referent.TASK):
            continue
        for keyword in call.keywords:
            if keyword.arg in INSTEAD and _is_false(keyword.value):
                yield Hit(
                    f"override({keyword.arg}={ast.unparse(keyword.value)}) has no effect",
                    project.place(source, keyword.value),
                    field=keyword.arg,
                    value=ast.unparse(keyword.value),
                    fix=INSTEAD[keyword.arg],
                )


def _is_false(node: ast.expr) -> bool:
    """Whether a literal is false; None means "not given", and is meant so."""
    if isinstance(node, ast.Constant):
        return node.value is not None and not node.value
    return isinstance(node, (ast.Dict, ast.List, ast.Tuple)) and not (
        node.keys if isinstance(node, ast.Dict) else node.elts
    )


RTY001 = Rule(
    code="RTY001",
    slug="override-without-effect",
    severity=Severity.WARNING,
    summary="override(...) with a zero or empty value has no effect",
    why=(
        'The SDK treats a false value as "not given": `override(retries=0)` keeps the retries, `env_vars={}` '
        "and `secrets=[]` keep what the task has, `timeout=0` keeps the time limit."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(retries=3)
async def fit(epochs: int) -> int:
    return epochs

@env.task
async def once(epochs: int) -> int:
    return await fit.override(retries=0)(epochs)
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(retries=3)
async def fit(epochs: int) -> int:
    return epochs

@env.task
async def once(epochs: int) -> int:
    return await fit.override(retries=flyte.RetryStrategy(count=0))(epochs)
""",
    scope=Scope.SOURCE,
    check=check,
)
