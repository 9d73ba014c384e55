"""RTY004: retries that do not do what they say."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import UNTRANSLATED, Cover, Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Look at count and backoff together."""
    retries = task.facts.retries or {}
    count, backoff = retries.get("count", retries.get("value")), retries.get("backoff")
    if isinstance(count, bool):
        yield Hit(
            f"retries is {count}, not a number",
            task.at("retries"),
            field="retries",
            value=str(count),
            fix=f"write retries={int(count)}",
            severity=Severity.ERROR,
        )
    if not isinstance(backoff, dict):
        return
    if not count:
        yield Hit(
            "there is a backoff but no retry to wait for",
            task.at("retries"),
            field="retries.count",
            value=str(count),
            fix="give a count of at least 1, or drop the backoff",
        )
    base, cap = backoff.get("base"), backoff.get("cap")
    if isinstance(base, (int, float)) and isinstance(cap, (int, float)) and cap < base:
        yield Hit(
            f"the backoff's cap of {cap:g} s is below its base of {base:g} s",
            task.at("retries"),
            field="retries.backoff.cap",
            value=str(cap),
            fix="make the cap longer than the base",
        )


RTY004 = Rule(
    code="RTY004",
    slug="odd-retries",
    severity=Severity.WARNING,
    summary="Retries are True or False, or their backoff does nothing",
    why=(
        "`retries=True` fails when the task is translated. A backoff without retries never waits; one whose "
        "cap is below its base always waits the cap."
    ),
    bad="""
import flyte
from datetime import timedelta

env = flyte.TaskEnvironment("train")
patient = flyte.RetryStrategy(count=0, backoff=flyte.Backoff(base=timedelta(seconds=10), factor=2, cap=timedelta(minutes=5)))

@env.task(retries=patient)
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte
from datetime import timedelta

env = flyte.TaskEnvironment("train")
patient = flyte.RetryStrategy(count=3, backoff=flyte.Backoff(base=timedelta(seconds=10), factor=2, cap=timedelta(minutes=5)))

@env.task(retries=patient)
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
    covers=(
        UNTRANSLATED,
        Cover("CON001", r"task_template\.metadata\.retries\.backoff.*"),
    ),
    otherwise=(Severity.ERROR, "the retries are no number"),
)
