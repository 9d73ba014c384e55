"""ENV001: an environment variable whose value is not text."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Edit, Hit
from flytex_cli.lint.rule import UNTRANSLATED, Rule, Scope
from flytex_cli.project import App, Workload
from flytex_cli.project.fields import Step
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Check the variables, and those of a task's triggers."""
    for variable in workload.declared.env_vars:
        if variable.type != "str":
            field = f"env_vars.{variable.name}"
            yield _hit(workload, variable.name, variable.type, variable.text, field, ("env_vars", variable.name))
    for index, trigger in enumerate(() if isinstance(workload, App) else workload.declared.triggers):
        variables = trigger.get("env_vars")
        for name, kind in variables.items() if isinstance(variables, dict) else ():
            if kind != "str":
                field = f"triggers.{trigger['name']}.env_vars.{name}"
                yield _hit(workload, name, str(kind), "", field, ("triggers", index, "env_vars", name))


def _hit(workload: Workload, name: str, kind: str, text: str, field: str, path: tuple[Step, ...]) -> Hit:
    return Hit(
        f"the environment variable {name!r} is a {kind}, not text",
        workload.at(*path),
        field=field,
        value=text,
        fix=f'write "{text}"' if kind in ("int", "float") and text else "write text",
        edit=_edit(workload, path) if kind in ("int", "float") else None,
    )


def _edit(workload: Workload, path: tuple[Step, ...]) -> Edit | None:
    """Quotes around a number as it is written."""
    written = workload.written(*path)
    if written is None or not isinstance(written[1], ast.Constant):
        return None
    span = written[0].span(written[1])
    return Edit(span, f'"{written[0].written(span)}"')


ENV001 = Rule(
    code="ENV001",
    slug="env-value-is-no-text",
    severity=Severity.ERROR,
    summary="An environment variable's value is not text",
    why=(
        "Translating the task fails with a TypeError that names neither the task nor the variable; `None` "
        "is accepted as an empty value."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", env_vars={"WORKERS": 4})

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", env_vars={"WORKERS": "4"})

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    covers=(UNTRANSLATED,),
)
