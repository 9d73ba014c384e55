"""RES002: a request above its limit."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.lint.rules.res.entries import entries
from flytex_cli.pods.quantity import try_parse
from flytex_cli.project import Workload
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Compare the two ends of each range."""
    for low, high in itertools.pairwise(entries(workload)):
        if low.keyword != high.keyword:
            continue
        request, limit = try_parse(low.value), try_parse(high.value)
        if request is not None and limit is not None and request > limit:
            yield Hit(
                f"{low.keyword} asks for {low.value} with a limit of {high.value}",
                workload.at("resources", low.keyword),
                field=low.field,
                value=f"{low.value} > {high.value}",
                fix=f"write the range from low to high: ({high.value!r}, {low.value!r})",
            )


RES002 = Rule(
    code="RES002",
    slug="request-over-limit",
    severity=Severity.ERROR,
    summary="A resource request is above its limit",
    why=(
        "The SDK accepts the range. The backend then silently lowers the request to the limit "
        "(`ensureResourceRange`), so the task runs with less than it asked for; a pod template is refused by "
        "Kubernetes."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(cpu=(4, 1)))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(cpu=(1, 4)))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    covers=(
        Cover("POD003", r"request-lowered-to-limit resources|request-over-limit resources"),
        Cover("POD006", r"request-lowered-to-limit resources|request-over-limit resources"),
    ),
)
