"""What a deployment leaves behind of tasks and triggers that are gone.

flyteorg/flyte `runs/repository/impl/task.go`, commit 6fadb90d65 of 2026-08-21: deploying a task prunes the triggers it
had before only where it has some now (`if len(triggers) > 0`). A task that is not deployed again is not looked at. The
commands are those of the SDK 2.12.1; it has none that removes a task.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flytex_cli.diff.effects.effect import Consequence, Effect
from flytex_cli.diff.task import ComparedTask

PRUNED_SINCE = "flyteorg/flyte of 2026-08-21"
"""The backend that was read."""


def of_triggers(old: ComparedTask, new: ComparedTask) -> Iterator[Effect]:
    """Yield the triggers that a task loses with its last one."""
    if not new.view["triggers"]:
        why = f"trigger {{}} was the task's last: a deployment does not remove that ({PRUNED_SINCE})"
        yield from _firing(old, why)


def of_removed(tasks: Iterable[ComparedTask], with_triggers: bool) -> Iterator[Effect]:
    """Yield what stays of tasks that are gone, or have another name."""
    for task in tasks:
        yield Effect(Consequence.ORPHAN, (task.name,), "a task that is gone stays registered, and can still be run")
        if with_triggers:
            yield from _firing(task, "trigger {} of a task that is gone stays")


def _firing(task: ComparedTask, why: str) -> Iterator[Effect]:
    for trigger in task.view["triggers"]:
        if _is_active(trigger):
            name = str(trigger.get("name", ""))
            command = shlex.join(["flyte", "delete", "trigger", name, task.name])
            yield Effect(Consequence.KEEPS_FIRING, (task.name,), why.replace("{}", name), commands=(command,))


def _is_active(trigger: Mapping[str, Any]) -> bool:
    return trigger.get("spec", {}).get("active") is True
