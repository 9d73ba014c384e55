"""ENV002: an environment variable's name that is not one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.lint.triggers import env_vars
from flytex_cli.project import Workload
from flytex_cli.records import Severity

USUAL = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def check(workload: Workload) -> Iterator[Hit]:
    """Try each name."""
    for variables in env_vars(workload):
        for name in variables.names:
            if not USUAL.fullmatch(name):
                refused = not name or "=" in name or "\0" in name
                yield Hit(
                    f"{name!r} is not a valid name for an environment variable"
                    if refused
                    else f"{name!r} is a name that shells and older clusters do not accept",
                    workload.at(*variables.path, name),
                    field=variables.field,
                    value=name,
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
    scope=Scope.WORKLOAD,
    check=check,
    covers=(
        Cover("POD003", r"bad-env generated"),
        Cover("POD006", r"bad-env generated"),
    ),
    otherwise=(Severity.ERROR, "Kubernetes refuses the name"),
)
