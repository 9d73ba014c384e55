"""ENV002: an environment variable's name that is not one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity

USUAL = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def check(task: Task) -> Iterator[Hit]:
    """Try each name."""
    for variable in task.declared.env_vars:
        if not USUAL.fullmatch(variable.name):
            refused = not variable.name or "=" in variable.name or "\0" in variable.name
            yield Hit(
                f"{variable.name!r} is not a valid name for an environment variable"
                if refused
                else f"{variable.name!r} is a name that shells and older clusters do not accept",
                task.at("env_vars", variable.name),
                field="env_vars",
                value=variable.name,
                fix="use letters, digits and _, beginning with a letter",
                severity=Severity.ERROR if refused else None,
            )


ENV002 = Rule(
    code="ENV002",
    slug="odd-env-name",
    severity=Severity.WARNING,
    summary="An environment variable has an odd name",
    why=(
        "Kubernetes refuses an empty name and one with `=`; older clusters refuse everything but letters, "
        "digits, `_`, `-` and `.`, and a shell sees only letters, digits and `_`."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", env_vars={"MY VAR": "1"})

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", env_vars={"MY_VAR": "1"})

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
    covers=(
        Cover("POD003", r"bad-env generated"),
        Cover("POD006", r"bad-env generated"),
    ),
)
