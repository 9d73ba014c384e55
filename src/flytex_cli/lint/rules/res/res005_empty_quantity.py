"""RES005: an amount that is empty text."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.lint.rules.res.entries import entries
from flytex_cli.project import Workload
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Look for text without a character."""
    for entry in entries(workload):
        if not entry.value:
            yield Hit(
                f"{entry.keyword} is empty",
                workload.at(*entry.path),
                field=entry.field,
                value="",
                fix="write an amount; an environment variable that may be unset needs a default",
            )


RES005 = Rule(
    code="RES005",
    slug="empty-quantity",
    severity=Severity.ERROR,
    summary="A resource amount is empty",
    why=(
        'An environment variable that is unset where the module is deployed (`os.getenv("MEM", "")`) ends as a request '
        "without a value, which the backend cannot parse when it builds the Pod."
    ),
    bad="""
import os
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory=os.getenv("TRAIN_MEMORY_UNSET", "")))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import os
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory=os.getenv("TRAIN_MEMORY_UNSET", "1Gi")))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    covers=(Cover("POD003", r"bad-quantity resources"), Cover("POD006", r"bad-quantity resources")),
)
