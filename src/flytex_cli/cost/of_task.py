"""Count what a task costs: by the requests of its Pod, its timeout, its attempts and its triggers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flytex_cli.cluster.amounts import REQUESTS, of_pod
from flytex_cli.cost.model import Cost
from flytex_cli.cost.rates import Rates
from flytex_cli.pods.build import BuiltPod, to_pod
from flytex_cli.pods.errors import TaskPodError
from flytex_cli.pods.quantity import NANO
from flytex_cli.schedule.errors import ScheduleError
from flytex_cli.schedule.frequency import per_month

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flyteidl2.task.task_definition_pb2 import TaskSpec, TaskTrigger

GIB = 2**30 * NANO
FREE = frozenset({"cpu", "memory", "ephemeral-storage"})
"""Resources that are no accelerators; the rate of storage is another one's."""


def cost_of(spec: TaskSpec, triggers: Iterable[TaskTrigger], rates: Rates) -> Cost | None:
    """Return what a task costs; None where the backend makes no plain Pod of it."""
    try:
        built = to_pod(spec)
    except TaskPodError:
        return None
    if not isinstance(built, BuiltPod):
        return None
    hour, without_rate = _hour(built, spec.task_template.extended_resources.gpu_accelerator.device, rates)
    if without_rate:
        return Cost(rates.currency, None, without_rate=without_rate)
    metadata = spec.task_template.metadata
    timeout = metadata.timeout.ToTimedelta().total_seconds()
    run = hour * timeout / 3600 * (metadata.retries.retries + 1) if timeout else None
    runs = [_per_month(trigger) for trigger in triggers if trigger.spec.active]
    known = [each for each in runs if each is not None]
    month = run * sum(known) if run is not None and known and len(known) == len(runs) else None
    return Cost(rates.currency, hour, run, month)


def _hour(built: BuiltPod, device: str, rates: Rates) -> tuple[float, tuple[str, ...]]:
    asked = of_pod(built.spec, REQUESTS)
    hour, without_rate = 0.0, []
    for name, amount in sorted(asked.items()):
        if name == "cpu":
            hour += rates.cpu * amount.nanos / NANO
        elif name == "memory":
            hour += rates.memory * amount.nanos / GIB
        elif name not in FREE and amount.nanos and not name.startswith("hugepages-"):
            rate = rates.accelerators.get(device, rates.accelerators.get(name))
            if rate is None:
                without_rate.append(device or name)
            else:
                hour += rate * amount.nanos / NANO
    return hour, tuple(without_rate)


def _per_month(trigger: TaskTrigger) -> float | None:
    if not trigger.automation_spec.HasField("schedule"):
        return None
    try:
        return per_month(trigger.automation_spec.schedule)
    except ScheduleError:
        return None
