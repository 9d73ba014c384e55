"""LOD002: a task or an app that cannot be translated."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.facts.stubs import stubbed_package
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.records import Severity

ELSEWHERE = ("default_inputs.", "id.name")
"""Fields of diagnostics that other rules tell of: TYP003, TYP004 and NAM007."""


def check(project: Project) -> Iterator[Hit]:
    """Report the errors of translating single tasks and apps, except those that only a stub causes."""
    stubbed = {name for report in project.reports for name in report.stubbed}
    for diagnostic in project.diagnostics:
        if diagnostic.severity is Severity.ERROR and diagnostic.subject is not None:
            if (diagnostic.field or "").startswith(ELSEWHERE):
                continue
            yield Hit(
                diagnostic.message,
                project.place_of(diagnostic),
                field=diagnostic.field,
                severity=Severity.WARNING if stubbed_package(diagnostic.message, stubbed) else None,
                fix=diagnostic.hint or "flytex lint --verbose shows where it comes from",
            )


LOD002 = Rule(
    code="LOD002",
    slug="task-does-not-translate",
    severity=Severity.ERROR,
    summary="A task or an app cannot be translated",
    why=(
        "`flyte deploy` stops with the same exception, which names neither the task or app nor the field. Rules that"
        " know the reason say it instead of this one."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(gpu=flyte.Device(1, "GPU")))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(gpu=flyte.Device(1, "GPU", device="T4")))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.PROJECT,
    check=check,
    otherwise=(Severity.WARNING, "only a stub is in the way"),
)
