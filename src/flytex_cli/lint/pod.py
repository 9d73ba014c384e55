"""What `flytex podspec` says of a task's Pod."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from flytex_cli.lint.remembered import remembered
from flytex_cli.pods.errors import TaskPodError
from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.limits import SHORT_NAME
from flytex_cli.project.fields import Step
from flytex_cli.records import Severity

if TYPE_CHECKING:
    from flyteidl2.task.task_definition_pb2 import TaskSpec

    from flytex_cli.pods.build import BuiltPod
    from flytex_cli.project import Task
    from flytex_cli.wire.struct import JsonObject

LEFT_TO_THE_CLUSTER = Code.UNKNOWN_ACCELERATOR
"""Whether this is a mistake depends on the nodes' labels: GPU005 says it where it is asked for."""

SERVICE_ACCOUNT = r"spec\.serviceAccountName"

WRITTEN: tuple[tuple[str, tuple[Step, ...]], ...] = (
    (r".*\.resources\..*", ("resources",)),
    (r".*\.env\b.*", ("env_vars",)),
    (r".*\.image", ("image",)),
    (SERVICE_ACCOUNT, ("service_account",)),
)
"""How a user writes the fields of a Pod, by patterns of their path, where there is no pod template."""


_KNOWN: WeakKeyDictionary[Task, tuple[PodFinding, ...]] = WeakKeyDictionary()
"""What was found, for the several rules that ask of the same task."""
_BUILT: WeakKeyDictionary[Task, BuiltPod | TaskPodError | None] = WeakKeyDictionary()
"""What each task becomes, for those rules and for policies."""


def pod_findings(task: Task) -> tuple[PodFinding, ...]:
    """Return what `flytex podspec` says of the Pod a task becomes by the backend's built-in defaults.

    A task that describes no Pod at all has one finding that says so; one that could not be translated has none.
    """
    if task not in _KNOWN:
        record = task.record
        _KNOWN[task] = (
            remembered(PodFinding, "pod", [record.spec_bytes], lambda: _findings(task, record.spec)) if record else ()
        )
    return _KNOWN[task]


def pod_document(task: Task) -> JsonObject:
    """Return the Pod that a task becomes by the backend's built-in defaults; an empty one where it becomes none."""
    built = _built(task, task.spec) if task.spec is not None else None
    return {} if built is None or isinstance(built, TaskPodError) else built.pod


def _built(task: Task, spec: TaskSpec) -> BuiltPod | TaskPodError | None:
    """Return the Pod, or why there is none; None where the task is no Pod."""
    from flytex_cli.pods.build import BuiltPod, to_pod

    if task not in _BUILT:
        try:
            built = to_pod(spec)
            _BUILT[task] = built if isinstance(built, BuiltPod) else None
        except TaskPodError as refused:
            _BUILT[task] = refused
    return _BUILT[task]


def _findings(task: Task, spec: TaskSpec) -> tuple[PodFinding, ...]:
    template = spec.task_template
    if template.WhichOneof("target") == "container" and not template.container.ByteSize():
        return ()  # a service of the task's own runs it, such as a connector
    built = _built(task, spec)
    if isinstance(built, TaskPodError):
        if built.field == "task_template.metadata.pod_template_name":
            return ()  # which named templates there are only the cluster knows
        if built.field == SHORT_NAME or built.field.startswith("task_template.id."):
            return ()  # NAM002 and NAM003 measure the names
        return (error(Code.CONTRADICTION, built.field, built.message, built.hint),)
    if built is None:
        return ()
    return tuple(each for each in _merged(built.findings) if not _is_expected(each))


def aspect(found: PodFinding, task: Task) -> str:
    """Name what a finding is about, for the rules that cover it: `CODE`, and where it has a rule of its own.

    `CODE service account` is about the account's name; `CODE resources` about `resources=...`, which are those of the
    primary container; `CODE generated` about a container that the SDK makes itself, of a task without a pod template.
    """
    if re.fullmatch(SERVICE_ACCOUNT, found.field):
        return f"{found.code.value} service account"
    if task.facts.resources and re.match(_own_container(task) + r"\.resources\.", found.field):
        return f"{found.code.value} resources"
    return f"{found.code.value} generated" if task.k8s_pod is None else found.code.value


def _own_container(task: Task) -> str:
    """Build a pattern for the path of the container that runs the task."""
    containers = (task.pod_spec or {}).get("containers") or [{}]
    name = task.k8s_pod.primary_container_name if task.k8s_pod is not None else None
    index = next((i for i, each in enumerate(containers) if each.get("name") == name), 0)
    return rf"spec\.containers\[{index}\]"


def written(field: str, has_template: bool) -> tuple[Step, ...]:
    """Return the setting that fills a field of a task's Pod."""
    if has_template:
        return ("pod_template",)
    return next((steps for pattern, steps in WRITTEN if re.fullmatch(pattern, field)), ())


def _merged(findings: Iterable[PodFinding]) -> list[PodFinding]:
    """Merge the findings on a request and on its limit that the backend writes as zero, keeping the worse severity."""
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
    """Return the container and resource of a finding, whether it stands at the request or at the limit."""
    return finding.field.replace(".requests", "").replace(".limits", "")


def _is_expected(finding: PodFinding) -> bool:
    if finding.code is Code.INPUT_NOT_RENDERED:
        return finding.severity is Severity.WARNING  # it is filled in when the task runs, as it should be
    return finding.code is LEFT_TO_THE_CLUSTER
