"""DEP001: a call of a task in an environment that is not declared."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Environment, Project
from flytex_cli.project.calls import Form, TaskCall, reached, short_name
from flytex_cli.records import Severity


def check(project: Project) -> Iterator[Hit]:
    """Compare each call's environment with those the caller's declares, directly or not."""
    for task in project.by_name.values():
        own = task.environment
        if own is None or task.function is None:
            continue
        declared = {environment.name for environment in project.closure(own)}
        reported: set[str] = set()
        for call in reached(project, task):
            name = _environment_name(project, call)
            if call.form is Form.FORWARD or name in declared or name in reported or name is None:
                continue
            reported.add(name)
            yield Hit(
                f"{short_name(call.callee)} is a task of environment {name!r}, which {own.name!r} does not depend on",
                project.place(call.source, call.node),
                field="depends_on",
                value=name,
                fix=f"write depends_on=[...] with that environment in TaskEnvironment({own.name!r})",
                severity=_severity(project, own, name),
            )


def _environment_name(project: Project, call: TaskCall) -> str | None:
    task = project.task(call.callee)
    if task is not None:
        return task.declared.environment
    return call.callee.name.rpartition(".")[0] or None


def _severity(project: Project, own: Environment, name: str) -> Severity | None:
    """Return a warning if the call works: with the default image, or from every environment a deploy starts with."""
    callee = next((each for each in project.environments if each.name == name), None)
    if callee is not None and (callee.record.image or {}).get("value") == "auto":
        return Severity.WARNING
    needed = {dependency for each in project.environments for dependency in each.record.depends_on}
    closures = [
        {each.name for each in project.closure(entry)} for entry in project.environments if entry.name not in needed
    ]
    holding = [closure for closure in closures if own.name in closure]
    covered = own.name in needed and bool(holding) and all(name in closure for closure in holding)
    return Severity.WARNING if covered else None


DEP001 = Rule(
    code="DEP001",
    slug="undeclared-environment",
    severity=Severity.ERROR,
    summary="A task calls a task of an environment that is not in its depends_on",
    why=(
        "Deploying the caller's environment builds images for it and what it depends on. The callee's image "
        "is not among them: the call fails in the middle of the run, or, where the callee has the default "
        "image, works by chance."
    ),
    bad="""
import flyte

image = flyte.Image.from_debian_base(name="heavy").with_pip_packages("numpy")
heavy = flyte.TaskEnvironment("heavy", image=image)
light = flyte.TaskEnvironment("light")

@heavy.task
async def crunch(x: int) -> int:
    return x

@light.task
async def main(x: int) -> int:
    return await crunch(x)
""",
    good="""
import flyte

image = flyte.Image.from_debian_base(name="heavy").with_pip_packages("numpy")
heavy = flyte.TaskEnvironment("heavy", image=image)
light = flyte.TaskEnvironment("light", depends_on=[heavy])

@heavy.task
async def crunch(x: int) -> int:
    return x

@light.task
async def main(x: int) -> int:
    return await crunch(x)
""",
    scope=Scope.PROJECT,
    check=check,
    otherwise=(Severity.WARNING, "the callee has the default image, or every deployment brings both environments"),
)
