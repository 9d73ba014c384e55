"""RES003: a quantity that is valid but hardly what was meant."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.rules.res.entries import Entry, entries
from flytex_cli.pods.quantity import NANO, try_parse
from flytex_cli.project import Workload
from flytex_cli.records import Severity

LEAST_BYTES = 2**20
"""Less memory or disk than this is a slip: nothing starts with it."""

LEAST_MANY_CPUS = 1000
"""As many processors as this are bytes, or thousandths, that lost their way."""


def check(workload: Workload) -> Iterator[Hit]:
    """Look at the size of each amount."""
    for entry in entries(workload):
        size = _odd_size(entry)
        if size is not None:
            yield Hit(
                f"{entry.keyword} is {entry.value!r}, which is {size}",
                workload.at(*entry.path),
                field=entry.field,
                value=entry.value,
                fix='write cores, as "500m" or 2' if entry.keyword == "cpu" else 'write a unit, as "512Mi" or "4Gi"',
            )


def _odd_size(entry: Entry) -> str | None:
    quantity = try_parse(entry.value)
    if quantity is None or quantity.nanos <= 0:
        return None
    if entry.keyword == "cpu":
        return f"{quantity.nanos // NANO} processors" if quantity.nanos >= LEAST_MANY_CPUS * NANO else None
    if quantity.nanos >= LEAST_BYTES * NANO:
        return None
    amount = quantity.nanos / NANO
    return f"{amount:g} byte{'' if amount == 1 else 's'}"


RES003 = Rule(
    code="RES003",
    slug="suspicious-unit",
    severity=Severity.WARNING,
    summary="A resource amount probably has the wrong unit",
    why=(
        '`memory="512"` is 512 bytes and `memory="500m"` half a byte; both are valid, and the Pod is killed at once or '
        'its sandbox cannot be made. `cpu="4Gi"` is four billion processors, and the Pod is never scheduled.'
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory="512"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory="512Mi"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
)
