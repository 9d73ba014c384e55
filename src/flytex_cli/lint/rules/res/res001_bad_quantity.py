"""RES001: a quantity that Kubernetes cannot parse."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.edits import replace_text
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.lint.rules.res.entries import entries
from flytex_cli.pods.errors import QuantityError
from flytex_cli.pods.quantity import parse_quantity, suggest
from flytex_cli.project import Workload
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Try each amount with the grammar of apimachinery."""
    for entry in entries(workload):
        if not entry.value:  # RES005
            continue
        try:
            parse_quantity(entry.value)
        except QuantityError:
            meant = suggest(entry.value) if entry.keyword != "cpu" else None
            yield Hit(
                f"{entry.keyword} is {entry.value!r}, which is not a Kubernetes quantity",
                workload.at(*entry.path),
                field=entry.field,
                value=entry.value,
                fix=f"write {meant!r}" if meant else "write a number with one of m, k, M, G, T or Ki, Mi, Gi, Ti",
                edit=replace_text(workload.written(*entry.path), entry.value, meant),
            )


RES001 = Rule(
    code="RES001",
    slug="bad-quantity",
    severity=Severity.ERROR,
    summary="A resource amount is not a Kubernetes quantity",
    why=(
        "The SDK checks that an amount is text, not that Kubernetes can read it: `250MB` and `1GiB` are accepted, "
        "deployed, and refused when the backend builds the Pod, at every run. A number without a unit is refused "
        "when the module is imported."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory="250MB"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory="250M"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    covers=(
        Cover("POD003", r"bad-quantity resources"),
        Cover("POD006", r"bad-quantity resources"),
    ),
    refused=(r"Resources\.(cpu|memory|disk|shm)",),
)
