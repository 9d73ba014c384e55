"""CON001: a field beyond the limit that its message declares."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.contract import Violation, app_violations, violations
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.remembered import remembered
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Workload
from flytex_cli.records import AppRecord, Severity, TaskRecord

SHOWN = 40
"""A longer value is cut, in characters."""


def check(workload: Workload) -> Iterator[Hit]:
    """Ask protovalidate about the TaskSpec and each TaskTrigger, or the App."""
    record = workload.record
    if record is None:
        return
    for found in remembered(Violation, "contract", record.wire_bytes, lambda: _violations(record)):
        value = found.value
        shown = "" if value is None else repr(value if len(value) <= SHOWN else f"{value[:SHOWN]}...") + " "
        yield Hit(
            f"{found.path}: {shown}{found.message}",
            workload.at(*found.written),
            field=found.path,
            value=value,
            aspect=found.path,
            fix="stay within the limit: some backends refuse the deployment, others truncate it or pass it on",
        )


def _violations(record: TaskRecord | AppRecord) -> Iterator[Violation]:
    return app_violations(record.app) if isinstance(record, AppRecord) else violations(record.spec, record.triggers)


CON001 = Rule(
    code="CON001",
    slug="over-limit",
    severity=Severity.WARNING,
    summary="A field of the task spec exceeds the limit that Flyte's messages declare",
    why=(
        "The messages of `flyteidl2` declare limits (`buf.validate`): lengths, ranges, what must be there. The SDK "
        "checks none of them before deploy, and not every backend does: it depends on the cluster whether the "
        "deployment is refused. Limits with a rule of their own are left to that."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")
nightly = flyte.Trigger("nightly " * 40, flyte.Cron("0 3 * * *"), inputs={"epochs": 3})

@env.task(triggers=nightly)
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")
nightly = flyte.Trigger("nightly", flyte.Cron("0 3 * * *"), inputs={"epochs": 3})

@env.task(triggers=nightly)
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
)
