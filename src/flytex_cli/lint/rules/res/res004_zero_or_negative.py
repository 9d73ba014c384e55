"""RES004: an amount of nothing, or less."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.lint.rules.res.entries import entries
from flytex_cli.pods.quantity import try_parse
from flytex_cli.project import Task, Workload
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Look at the sign of each amount; `gpu=0` is a legal way to say none, and leaves no trace in the spec.

    Of an app, zero is taken as it is.
    """
    for entry in entries(workload):
        quantity = try_parse(entry.value)
        if quantity is not None and quantity.nanos <= 0 and (quantity.nanos or isinstance(workload, Task)):
            negative = quantity.nanos < 0
            yield Hit(
                f"{entry.keyword} is {entry.value!r}: "
                + ("an amount cannot be negative" if negative else "the platform's default is taken instead"),
                workload.at(*entry.path),
                field=entry.field,
                value=entry.value,
                fix="write a positive amount" if negative else f"leave {entry.keyword} out, or write an amount",
                severity=Severity.ERROR if negative else Severity.WARNING,
            )


RES004 = Rule(
    code="RES004",
    slug="zero-or-negative",
    severity=Severity.WARNING,
    summary="A resource amount is zero or negative",
    why=(
        "The backend drops an amount of zero and uses the platform's default instead. The SDK looks at "
        'the sign of numbers only: `"-1Gi"` is accepted, and Kubernetes refuses the Pod.'
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(cpu=0, memory="1Gi"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory="1Gi"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    covers=(Cover("POD003", r"bad-quantity resources"), Cover("POD006", r"bad-quantity resources")),
    otherwise=(Severity.ERROR, "the amount is negative"),
)
