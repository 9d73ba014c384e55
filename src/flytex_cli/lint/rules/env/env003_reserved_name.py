"""ENV003: an environment variable that Flyte sets itself."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.lint.triggers import env_vars
from flytex_cli.project import Task
from flytex_cli.records import Severity

RESERVED = ("FLYTE_", "_F_", "_U_")
READ_BY_THE_SDK = ("FLYTE_LOG_LEVEL", "FLYTE_LOG_FORMAT", "FLYTE_RICH_LOGGING", "FLYTE_DISABLE_")
"""Settings of the SDK's own, which are meant to be set."""


def check(task: Task) -> Iterator[Hit]:
    """Look for the prefixes."""
    for variables in env_vars(task):
        for name in variables.names:
            if name.startswith(RESERVED) and not name.startswith(READ_BY_THE_SDK):
                yield Hit(
                    f"{name!r} is a name that Flyte sets itself",
                    task.at(*variables.path, name),
                    field=variables.field,
                    value=name,
                    fix="use another name",
                )


ENV003 = Rule(
    code="ENV003",
    slug="reserved-env-name",
    severity=Severity.WARNING,
    summary="An environment variable's name is reserved for Flyte",
    why=(
        "The backend adds its own variables after yours, so yours is lost; plugins that make a custom "
        "resource of the task were refused for the duplicate."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", env_vars={"FLYTE_INTERNAL_EXECUTION_ID": "1"})

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", env_vars={"RUN_ID": "1"})

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
    covers=(Cover("POD003", r"duplicate-env generated"), Cover("POD006", r"duplicate-env generated")),
)
