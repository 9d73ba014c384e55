"""TYP008: an enum that has no wire form."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import UNTRANSLATED, Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity

PROBLEMS = {
    "flag": "is a Flag: combinations of its members have no name",
    "empty": "has no members",
    "values": "has values that are not text, and is not an IntEnum",
}


def check(task: Task) -> Iterator[Hit]:
    """Look at the enums in the loaded module's annotations."""
    for odd in task.declared.odd_enums:
        side, _, name = odd.name.partition(".")
        yield Hit(
            f"the enum {odd.text} {PROBLEMS[odd.type]}",
            task.at_parameter(name) if side == "inputs" else task.at_returns,
            field=odd.name,
            value=odd.text,
            fix="use an enum.Enum of texts, or an enum.IntEnum",
        )


TYP008 = Rule(
    code="TYP008",
    slug="impossible-enum",
    severity=Severity.ERROR,
    summary="An enum is a Flag, empty, or has values that are neither text nor IntEnum's",
    why="Translating the task fails: the wire knows an enum by the texts of its values.",
    bad="""
import enum
import flyte

class Mode(enum.Flag):
    READ = 1
    WRITE = 2

env = flyte.TaskEnvironment("train")

@env.task
async def fit(mode: Mode) -> int:
    return mode.value
""",
    good="""
import enum
import flyte

class Mode(enum.IntEnum):
    READ = 1
    WRITE = 2

env = flyte.TaskEnvironment("train")

@env.task
async def fit(mode: Mode) -> int:
    return mode.value
""",
    scope=Scope.TASK,
    check=check,
    covers=(UNTRANSLATED,),
)
