"""RES006: a fraction of a processor finer than a thousandth."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.rules.res.entries import entries
from flytex_cli.pods.quantity import NANO, try_parse
from flytex_cli.project import Workload
from flytex_cli.records import Severity

THOUSANDTH = NANO // 1000


def check(workload: Workload) -> Iterator[Hit]:
    """Look for what is left after whole thousandths."""
    for entry in entries(workload):
        quantity = try_parse(entry.value) if entry.keyword == "cpu" else None
        if quantity is not None and quantity.nanos > 0 and quantity.nanos % THOUSANDTH:
            yield Hit(
                f"cpu is {entry.value}, finer than the thousandth that Kubernetes counts in",
                workload.at(*entry.path),
                field=entry.field,
                value=entry.value,
                fix=f'write "{max(1, round(quantity.nanos / THOUSANDTH))}m"',
            )


RES006 = Rule(
    code="RES006",
    slug="fine-cpu",
    severity=Severity.INFO,
    summary="A number of processors is finer than a thousandth",
    why=(
        "`cpu=1/3` is written as `0.3333333333333333`. Kubernetes counts in thousandths and rounds up, so the"
        " Pod shows another number than the code."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(cpu=1 / 3))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(cpu="333m"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    default=False,
)
