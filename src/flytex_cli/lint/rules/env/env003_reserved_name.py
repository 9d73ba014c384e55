"""ENV003: an environment variable that Flyte sets itself."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.lint.triggers import env_vars
from flytex_cli.project import App, Workload
from flytex_cli.records import Severity

RESERVED = ("FLYTE_", "_F_", "_U_")
READ_BY_THE_SDK = ("FLYTE_LOG_LEVEL", "FLYTE_LOG_FORMAT", "FLYTE_RICH_LOGGING", "FLYTE_DISABLE_")
"""Settings of the SDK's own, which are meant to be set."""
OF_APPS = ("INTERNAL_APP_ENDPOINT_PATTERN", "PORT", "K_SERVICE", "K_CONFIGURATION", "K_REVISION")
"""What the container of an app is given besides: by Flyte, and by Knative, which refuses another."""


def check(workload: Workload) -> Iterator[Hit]:
    """Look for the prefixes."""
    for variables in env_vars(workload):
        for name in variables.names:
            of_an_app = isinstance(workload, App) and name in OF_APPS
            if of_an_app or (name.startswith(RESERVED) and not name.startswith(READ_BY_THE_SDK)):
                yield Hit(
                    f"{name!r} is a name that {'the platform sets for every app' if of_an_app else 'Flyte sets itself'}",
                    workload.at(*variables.path, name),
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
    scope=Scope.WORKLOAD,
    check=check,
    covers=(Cover("POD003", r"duplicate-env generated"), Cover("POD006", r"duplicate-env generated")),
)
