"""LOD001: a module that cannot be imported."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.facts.stubs import stubbed_package
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.records import Severity


def check(project: Project) -> Iterator[Hit]:
    """Report the errors of loading whole modules, and those that only a stub causes as warnings."""
    stubbed = {name for report in project.reports for name in report.stubbed}
    for diagnostic in project.diagnostics:
        if diagnostic.severity is Severity.ERROR and diagnostic.subject is None:
            yield Hit(
                diagnostic.message,
                project.place_of(diagnostic),
                field=diagnostic.field,
                severity=Severity.WARNING if stubbed_package(diagnostic.message, stubbed) else None,
                fix=diagnostic.hint or "flytex lint --verbose shows where it comes from",
                aspect=diagnostic.field or "",
            )


LOD001 = Rule(
    code="LOD001",
    slug="module-does-not-load",
    severity=Severity.ERROR,
    summary="A module cannot be imported",
    why=(
        "The cluster imports the module too, in every container. The message is the exception's; `--verbose` "
        "has the whole traceback. What Flyte refuses for a value is told by the rule that knows the value."
    ),
    bad="""
import flyte

SIZES = {"small": "1Gi"}
env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory=SIZES["large"]))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

SIZES = {"small": "1Gi"}
env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory=SIZES["small"]))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.PROJECT,
    check=check,
    otherwise=(Severity.WARNING, "only a stub is in the way"),
)
