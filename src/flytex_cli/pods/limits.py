"""What the control plane and the TaskAction object refuse: then there is never a Pod.

Mirrors the markers of `executor/api/v1/taskaction_types.go` and `validateRunName` of `runs/service/utils.go`.
"""

from __future__ import annotations

import re

from flyteidl2.task import task_definition_pb2

from flytex_cli.errors import UsageError
from flytex_cli.pods.errors import TaskPodError

SHORT_NAME = "short_name"
NAME_LENGTH = 63
RUN_NAME_LENGTH = 30

_RUN_NAME = re.compile(r"[a-z]([-a-z0-9]*[a-z0-9])?")


def check_names(spec: task_definition_pb2.TaskSpec) -> None:
    """Refuse a task whose TaskAction the API server refuses.

    Raises:
        TaskPodError: a name is too long.
    """
    task = spec.task_template
    for field, value in (
        (SHORT_NAME, spec.short_name),
        ("task_template.type", task.type),
        ("task_template.id.project", task.id.project),
        ("task_template.id.domain", task.id.domain),
    ):
        if len(value) > NAME_LENGTH:
            raise TaskPodError(
                f"{value!r} has {len(value)} characters; at most {NAME_LENGTH} are allowed: no Pod is ever created",
                field=field,
                hint=f"shorten it to {NAME_LENGTH} characters",
            )


def is_run_name(name: str) -> bool:
    """Tell whether the control plane accepts a name of a run."""
    return len(name) <= RUN_NAME_LENGTH and _RUN_NAME.fullmatch(name) is not None


def check_run(run_name: str, action_name: str) -> None:
    """Refuse a run that the control plane refuses.

    Raises:
        UsageError: the run's name, or the action's, is impossible.
    """
    if not is_run_name(run_name):
        raise UsageError(
            f"{run_name!r} cannot name a run",
            hint=f"at most {RUN_NAME_LENGTH} lowercase letters, digits and '-', a letter first and no '-' last",
        )
    if not 1 <= len(action_name) <= RUN_NAME_LENGTH:
        raise UsageError(
            f"{action_name!r} cannot name an action", hint=f"it has from 1 to {RUN_NAME_LENGTH} characters"
        )
