"""RTY003: a time limit that is none."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import UNTRANSLATED, Cover, Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity

PARTS = ("max_runtime", "max_queued_time", "deadline")


def check(task: Task) -> Iterator[Hit]:
    """Look at the number of seconds, or at the parts of a `flyte.Timeout`."""
    timeout = task.facts.timeout or {}
    parts = {name: timeout[name] for name in ("value", *PARTS) if name in timeout}
    for name, value in parts.items():
        field = "timeout" if name == "value" else f"timeout.{name}"
        path = ("timeout",) if name == "value" else ("timeout", name)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and value < 0:
            yield Hit(
                f"{field} is {value:g} seconds: a time limit cannot be negative",
                task.at(*path),
                field=field,
                value=str(value),
                fix="write seconds as a positive int, or a timedelta",
            )
        elif task.record is None and not isinstance(value, int):
            yield Hit(
                f"{field} is {value!r}, neither an int of seconds nor a timedelta",
                task.at(*path),
                field=field,
                value=str(value),
                fix="write datetime.timedelta(minutes=5)",
            )
    runtime, deadline = parts.get("max_runtime"), parts.get("deadline")
    if isinstance(runtime, (int, float)) and isinstance(deadline, (int, float)) and 0 < deadline < runtime:
        yield Hit(
            f"the deadline of {deadline:g} s ends the task before its max_runtime of {runtime:g} s",
            task.at("timeout", "deadline"),
            field="timeout.deadline",
            value=str(deadline),
            fix="make the deadline longer than max_runtime",
            severity=Severity.WARNING,
        )


RTY003 = Rule(
    code="RTY003",
    slug="bad-timeout",
    severity=Severity.ERROR,
    summary="A timeout is negative, of the wrong type, or contradicts itself",
    why=(
        "A negative number is sent as it is. Other numbers and texts fail when the task is translated. A "
        "deadline before the maximum run time ends the task first."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(timeout=-5)
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(timeout=300)
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
    covers=(
        UNTRANSLATED,
        Cover("CON001", r"task_template\.metadata\.timeouts\..*"),
    ),
    otherwise=(Severity.WARNING, "the limits contradict each other"),
)
