"""RTY002: an override that drops what it does not repeat."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.source import Source
from flytex_cli.records import Referent, Severity


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Compare the keywords of the new value with those the task has."""
    project, source = subject
    for call in source.telling_calls:
        reference = source.reference(call.func.value) if isinstance(call.func, ast.Attribute) else None
        task = project.task(reference) if reference is not None else None
        is_override = isinstance(call.func, ast.Attribute) and call.func.attr == "override"
        if not is_override or reference is None or reference.kind is not Referent.TASK or task is None:
            continue
        has = {
            "resources": set(task.facts.resources or ()),
            "env_vars": set(task.facts.env_vars),
        }
        for keyword in call.keywords:
            given = _given(keyword.value)
            lost = has.get(keyword.arg or "", set()) - given if given else set()
            if lost:
                yield Hit(
                    f"the override drops {', '.join(sorted(lost))}, which the task has",
                    project.place(source, keyword.value),
                    field=keyword.arg,
                    value=ast.unparse(keyword.value),
                    fix="repeat what should stay",
                )


def _given(node: ast.expr) -> set[str]:
    if isinstance(node, ast.Call):
        return {keyword.arg for keyword in node.keywords if keyword.arg}
    keys = node.keys if isinstance(node, ast.Dict) else []
    return {str(key.value) for key in keys if isinstance(key, ast.Constant)}


RTY002 = Rule(
    code="RTY002",
    slug="override-replaces",
    severity=Severity.INFO,
    summary="override(resources=, env_vars= or secrets=) replaces the whole setting",
    why=(
        "`override(resources=flyte.Resources(gpu=1))` does not add a GPU: the memory and cpu of the task are lost. Users of Flyte 1 expect them to be merged."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory="4Gi"))

@env.task
async def fit(epochs: int) -> int:
    return epochs

@env.task
async def fast(epochs: int) -> int:
    return await fit.override(resources=flyte.Resources(gpu=1))(epochs)
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory="4Gi"))

@env.task
async def fit(epochs: int) -> int:
    return epochs

@env.task
async def fast(epochs: int) -> int:
    return await fit.override(resources=flyte.Resources(memory="4Gi", gpu=1))(epochs)
""",
    scope=Scope.SOURCE,
    check=check,
    default=False,
)
