"""GPU002: a truth value where a number of accelerators belongs."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Edit, Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.project import Workload
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Look for a bool, which the SDK accepts since it is an int in Python."""
    gpu = (workload.facts.resources or {}).get("gpu")
    if isinstance(gpu, bool):
        yield Hit(
            f"gpu is {gpu}, not a number of accelerators",
            workload.at("resources", "gpu"),
            field="resources.gpu",
            value=str(gpu),
            fix=f"write gpu={int(gpu)}",
            edit=_edit(workload, gpu),
        )


def _edit(workload: Workload, gpu: bool) -> Edit | None:
    written = workload.written("resources", "gpu")
    if written is None or not (isinstance(written[1], ast.Constant) and written[1].value is gpu):
        return None
    return Edit(written[0].span(written[1]), str(int(gpu)))


GPU002 = Rule(
    code="GPU002",
    slug="boolean-gpu-count",
    severity=Severity.ERROR,
    summary="A number of accelerators is True or False",
    why="The spec gets the text `True` as a quantity, which the backend cannot parse when it builds the Pod.",
    bad="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(gpu=True))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(gpu=1))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    covers=(Cover("POD003", r"bad-quantity resources"), Cover("POD006", r"bad-quantity resources")),
)
