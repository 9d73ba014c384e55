"""RSV001: a task that the container does not find."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.facts.resolver import DEFAULT_RESOLVER
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Look up the task's name in the loaded module; the user's own resolvers are left alone."""
    found = task.declared.found
    if task.declared.resolver != DEFAULT_RESOLVER or found in (None, "task"):
        return
    module, _, name = (task.declared.function or "").partition(":")
    name = name.rpartition(".")[2]
    what = (
        "nothing" if found == "nothing" else f"a {found}" if not str(found).startswith("other task") else f"the {found}"
    )
    yield Hit(
        f"the container looks for {name} in module {module} and finds {what}",
        task.place,
        field="container.args",
        value=name,
        fix="define the function at the top of the module, with the task's decorator outermost, and keep its name",
    )


RSV001 = Rule(
    code="RSV001",
    slug="not-found-in-container",
    severity=Severity.ERROR,
    summary="The container does not find the task where it looks for it",
    why=(
        "The container imports the module and takes the attribute that has the function's name. A function "
        "inside a function, a task bound to another name, or one under a further decorator is not there, and "
        "every run fails."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

def fit(epochs: int) -> int:
    return epochs

trainer = env.task(fit)
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
)
