"""What a change does to what tasks cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flytex_cli.cost.model import Cost
from flytex_cli.cost.of_task import cost_of
from flytex_cli.cost.rates import Rates
from flytex_cli.diff.compared import Compared
from flytex_cli.diff.task import ComparedTask


@dataclass(frozen=True)
class CostChange:
    """A task that costs something else than before; None on the side that has no such task, or no Pod of it."""

    task: str
    old: Cost | None
    new: Cost | None


def cost_changes(olds: Mapping[str, Compared], news: Mapping[str, Compared], rates: Rates) -> tuple[CostChange, ...]:
    """Return the tasks whose cost differs, by name."""
    found = (CostChange(name, _cost(olds, name, rates), _cost(news, name, rates)) for name in sorted({*olds, *news}))
    return tuple(change for change in found if change.old != change.new)


def _cost(side: Mapping[str, Compared], name: str, rates: Rates) -> Cost | None:
    from flyteidl2.task.task_definition_pb2 import TaskSpec, TaskTrigger
    from google.protobuf.json_format import ParseDict

    task = side.get(name)
    if not isinstance(task, ComparedTask):
        return None
    document = task.document
    triggers = [ParseDict(each, TaskTrigger(), ignore_unknown_fields=True) for each in document.pop("triggers", ())]
    return cost_of(ParseDict(document, TaskSpec(), ignore_unknown_fields=True), triggers, rates)
