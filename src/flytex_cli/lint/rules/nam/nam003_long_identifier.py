"""NAM003: an identifier that is longer than the wire allows."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.project import Project
from flytex_cli.records import Severity

LONGEST = {"name": 255, "project": 63, "domain": 63, "version": 63, "org": 63}
"""`buf.validate` limits of `flyteidl2.task.TaskIdentifier`."""


def check(project: Project) -> Iterator[Hit]:
    """Measure the identifiers of the specs; what all tasks share is reported for the first."""
    reported: set[str] = set()
    for task in project.by_name.values():
        for part, longest in LONGEST.items():
            value = getattr(task.template.id, part) if task.template is not None else ""
            if len(value) <= longest or part in reported:
                continue
            is_name = part == "name"
            reported.update(() if is_name else (part,))
            yield Hit(
                f"the {'full name' if is_name else part} has {len(value)} characters, and the contract allows {longest}",
                task.place,
                field=f"id.{part}",
                value=value,
                fix="shorten the environment's or the function's name" if is_name else f"give a shorter --{part}",
            )


NAM003 = Rule(
    code="NAM003",
    slug="long-identifier",
    severity=Severity.ERROR,
    summary="A task's identifier is longer than the contract allows",
    why=(
        "`TaskIdentifier` allows 255 characters for the task's name, and 63 each for project, domain and "
        "version. A version made from a branch name is easily too long."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(short_name="fit")
async def fit_the_large_model_the_large_model_the_large_model_the_large_model_the_large_model_the_large_model_the_large_model_the_large_model_the_large_model_the_large_model_the_large_model_the_large_model_the_large_model_the_large_model_the_large_model_the_large_model_the_large_model_(x: int) -> int:
    return x
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.PROJECT,
    check=check,
    covers=(Cover("CON001", r"task_template\.metadata\.image_build_run\..*"),),
)
