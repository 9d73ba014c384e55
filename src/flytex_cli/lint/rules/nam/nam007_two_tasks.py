"""NAM007: different tasks of one name in several modules."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.places import Place
from flytex_cli.records import Severity


def check(project: Project) -> Iterator[Hit]:
    """Report what collecting the records of all modules found."""
    for diagnostic in project.diagnostics:
        if diagnostic.severity is Severity.ERROR and diagnostic.task is not None and diagnostic.field == "id.name":
            yield Hit(
                diagnostic.message,
                Place(project.shown_span(diagnostic.location), diagnostic.task),
                field="name",
                value=diagnostic.task,
                fix="rename one of the environments or functions",
            )


NAM007 = Rule(
    code="NAM007",
    slug="two-tasks-one-name",
    severity=Severity.WARNING,
    summary="Two modules define different tasks of the same full name",
    why=(
        "A task is known to the cluster by its environment's name and its function's. Of two modules that "
        "define the same, the one deployed last replaces the other."
    ),
    bad="""
# file: first.py
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs

# file: second.py
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs + 1
""",
    good="""
# file: first.py
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs

# file: second.py
import flyte

env = flyte.TaskEnvironment("refine")

@env.task
async def fit(epochs: int) -> int:
    return epochs + 1
""",
    scope=Scope.PROJECT,
    check=check,
)
