"""What `flytex podspec` says of a task's Pod, without what another rule says better."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from flytex_cli.pods.build import to_pod
from flytex_cli.pods.errors import TaskPodError
from flytex_cli.pods.findings import Code, PodFinding, Severity, error
from flytex_cli.pods.routing import NotAPod
from flytex_cli.project.fields import Step

if TYPE_CHECKING:
    from flyteidl2.task.task_definition_pb2 import TaskSpec

    from flytex_cli.project import Task

RESOURCES = {
    Code.BAD_QUANTITY: "RES001",
    Code.REQUEST_LOWERED: "RES002",
    Code.REQUEST_OVER_LIMIT: "RES002",
}
"""Which rule says better what is wrong with `resources=...`, which are those of the primary container."""

COVERED = {
    Code.ACCELERATOR_WITHOUT_LIMIT: "GPU001",
    Code.SHARED_MEMORY_CONFLICT: "POD004",
    Code.SHARED_MEMORY_LARGER_THAN_MEMORY: "RES007",
    Code.UNKNOWN_ACCELERATOR: "GPU005",
    Code.UNKNOWN_DEVICE_CLASS: "GPU003",
}
"""Which rule says better what podspec has a code for."""

COVERED_WITHOUT_TEMPLATE = {Code.BAD_ENV: "ENV002", Code.DUPLICATE_ENV: "SEC001", Code.MISSING_FIELD: "IMG002"}
"""The same, of tasks whose container the SDK makes itself."""

WRITTEN: tuple[tuple[str, tuple[Step, ...]], ...] = (
    (r".*\.resources\..*", ("resources",)),
    (r".*\.env\b.*", ("env_vars",)),
    (r".*\.image", ("image",)),
)
"""How a user writes the fields of a Pod, by patterns of their path, where there is no pod template."""


@lru_cache(maxsize=1)  # several rules ask of the same task, one after the other
def pod_findings(task: Task) -> tuple[PodFinding, ...]:
    """Return what `flytex podspec` says of the Pod a task becomes by the backend's built-in defaults.

    A task that describes no Pod at all has one finding that says so; one that could not be translated has none.
    """
    return () if task.spec is None else _findings(task.spec, bool(task.facts.resources))


def _findings(spec: TaskSpec, has_resources: bool) -> tuple[PodFinding, ...]:
    try:
        built = to_pod(spec)
    except TaskPodError as refused:
        if refused.field == "task_template.metadata.pod_template_name":
            return ()  # which named templates there are only the cluster knows
        return (error(Code.CONTRADICTION, refused.field, refused.message, refused.hint),)
    if isinstance(built, NotAPod):
        return ()
    containers = built.spec.get("containers", [])
    primary = next((i for i, each in enumerate(containers) if each.get("name") == built.primary_name), None)
    own = f"spec.containers[{primary}].resources." if has_resources else None
    has_template = spec.task_template.WhichOneof("target") == "k8s_pod"
    return tuple(each for each in _merged(built.findings) if not _is_said(each, own, has_template))


def written(field: str, has_template: bool) -> tuple[Step, ...]:
    """The setting that fills a field of a task's Pod."""
    if has_template:
        return ("pod_template",)
    return next((steps for pattern, steps in WRITTEN if re.fullmatch(pattern, field)), ())


def _merged(findings: Iterable[PodFinding]) -> list[PodFinding]:
    """A limit that the backend writes as zero is why the request is above it: one finding, as severe as the latter."""
    every = list(findings)
    zero = {_amount(each) for each in every if each.code is Code.ZERO_LIMIT}
    over = {_amount(each) for each in every if each.code is Code.REQUEST_OVER_LIMIT}
    return [
        dataclasses.replace(each, severity=Severity.ERROR)
        if each.code is Code.ZERO_LIMIT and _amount(each) in over
        else each
        for each in every
        if not (each.code is Code.REQUEST_OVER_LIMIT and _amount(each) in zero)
    ]


def _amount(finding: PodFinding) -> str:
    """The container and resource of a finding, whether it stands at the request or at the limit."""
    return finding.field.replace(".requests", "").replace(".limits", "")


def _is_said(finding: PodFinding, own: str | None, has_template: bool) -> bool:
    if finding.code is Code.INPUT_NOT_RENDERED and finding.severity is Severity.WARNING:
        return True  # it is filled in when the task runs, as it should be
    code = COVERED.get(finding.code)
    if own is not None and finding.field.startswith(own):
        code = code or RESOURCES.get(finding.code)
    if not has_template:
        code = code or COVERED_WITHOUT_TEMPLATE.get(finding.code)
    return code is not None
