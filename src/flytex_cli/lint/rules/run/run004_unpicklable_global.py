"""RUN004: a task reads a global variable that cannot be pickled."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Look at what the task's function takes along when it is pickled."""
    for each in task.declared.unpicklable:
        holds = "" if each.type.rpartition(".")[2] == each.text else f", which holds a {each.type}"
        yield Hit(
            f"the function reads {each.name!r}, a {each.text}{holds}: it cannot be pickled, and `flyte deploy` pickles it to "
            "make a version",
            task.place,
            value=each.name,
            fix=f"make {each.name!r} inside the function, or deploy with --version",
        )


RUN004 = Rule(
    code="RUN004",
    slug="unpicklable-global",
    severity=Severity.WARNING,
    summary="A task reads a global variable that cannot be pickled",
    why=(
        "Without --version, `flyte deploy` makes the version from the pickled environments. A task's function is pickled with "
        "the global variables that it reads: a lock, a client, a connection among them ends the deployment with "
        '"the deployment captures an unpicklable object", which names neither the task nor the variable. '
        "In the container each process makes its own anyway."
    ),
    bad="""
import threading
import flyte

env = flyte.TaskEnvironment("train")
lock = threading.Lock()

@env.task
async def fit(epochs: int) -> int:
    with lock:
        return epochs
""",
    good="""
import threading
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    lock = threading.Lock()
    with lock:
        return epochs
""",
    scope=Scope.TASK,
    check=check,
)
