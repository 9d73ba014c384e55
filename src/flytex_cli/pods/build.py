"""TaskSpec -> Pod: the backend's steps, in the backend's order (list positions in the Pod depend on it)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from flyteidl2.task import task_definition_pb2

from flytex_cli.pods.accelerators import apply_accelerator
from flytex_cli.pods.arguments import InputNotRendered, has_input_value, render
from flytex_cli.pods.cluster_config import ClusterConfig
from flytex_cli.pods.container_resources import complete_resources
from flytex_cli.pods.copilot import apply_copilot
from flytex_cli.pods.draft import PodDraft, from_run
from flytex_cli.pods.environment import add_environment
from flytex_cli.pods.errors import TaskPodError
from flytex_cli.pods.findings import Code, PodFinding, distinct, error, warning
from flytex_cli.pods.limits import check_names, check_run
from flytex_cli.pods.metadata import build_metadata, note_primary
from flytex_cli.pods.origins import Origin, Origins, Path
from flytex_cli.pods.raw_pod import build_raw_pod
from flytex_cli.pods.render_mode import RenderMode
from flytex_cli.pods.resources import ResourceMode
from flytex_cli.pods.routing import NotAPod, route
from flytex_cli.pods.run import Execution, RunOptions
from flytex_cli.pods.scheduling import secure_primary, update_pod
from flytex_cli.pods.shared_memory import apply_shared_memory
from flytex_cli.pods.templates import PodTemplateStore, apply_base_template, apply_device_class_template
from flytex_cli.pods.validation import validate_pod
from flytex_cli.pods.validation_env import find_duplicates
from flytex_cli.pods.vscode import add_vscode_probe
from flytex_cli.records import Severity
from flytex_cli.wire.struct import JsonObject


@dataclass(frozen=True)
class BuiltPod:
    """A Pod and all there is to say about it.

    Attributes:
        pod: a whole `v1` Pod in Kubernetes JSON form.
        primary_name: the name of the container that runs the task.
        findings: errors (the backend or the API server would refuse this Pod) and warnings.
    """

    pod: JsonObject
    primary_name: str
    findings: tuple[PodFinding, ...]
    origins: Origins

    @property
    def spec(self) -> JsonObject:
        """The PodSpec alone."""
        spec: JsonObject = self.pod["spec"]
        return spec

    @property
    def errors(self) -> tuple[PodFinding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[PodFinding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.WARNING)

    @cached_property
    def explanation(self) -> dict[Path, Origin]:
        """Where each field the backend added or changed came from, by its path in `pod`."""
        return self.origins.by_path(self.pod)


_DEFAULT_OPTIONS = RunOptions()
_DEFAULT_CONFIG = ClusterConfig()
_NO_TEMPLATES = PodTemplateStore()


def to_pod(
    spec: task_definition_pb2.TaskSpec,
    options: RunOptions = _DEFAULT_OPTIONS,
    config: ClusterConfig = _DEFAULT_CONFIG,
    templates: PodTemplateStore = _NO_TEMPLATES,
) -> BuiltPod | NotAPod:
    """Build the Pod that Flyte's backend creates for one attempt of a task, or say what it creates instead.

    Raises:
        TaskPodError: the task describes no Pod.
        UsageError: the options are no run.
    """
    task = spec.task_template
    check_run(options.run_name, options.action_name)
    check_names(spec)
    elsewhere = route(task, config)
    if elsewhere is not None:
        return elsewhere
    execution = Execution.of(options, task.id, config.namespace, config.storage_prefix)
    draft = PodDraft(task, config, execution)
    build_raw_pod(draft)
    _customise_containers(draft)
    if draft.primary() is None:
        raise TaskPodError(
            f"invalid TaskSpecification, primary container [{draft.primary_name}] not defined",
            field="task_template.config",
            hint="name one of the Pod's containers in config['primary_container_name']",
        )
    apply_copilot(draft)
    update_pod(draft)
    secure_primary(draft)
    apply_device_class_template(draft)
    apply_base_template(draft, templates)
    apply_accelerator(draft)
    apply_shared_memory(draft)
    add_vscode_probe(draft)
    note_primary(draft)
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": build_metadata(draft), "spec": draft.spec}
    repeated = [finding for path, container in draft.containers() for finding in find_duplicates(path, container)]
    findings = distinct([*draft.findings, *repeated, *validate_pod(pod)])
    return BuiltPod(pod, draft.primary_name, findings, draft.origins)


def _customise_containers(draft: PodDraft) -> None:
    """Render, equip and size every container the task brings. Co-pilot's come later and are left as they are."""
    for path, container in draft.containers():
        for field in ("command", "args"):
            if field in container and draft.execution.options.render is RenderMode.VALUES:
                _render_field(draft, container, field, path)
        add_environment(draft, container)
        is_primary = path.startswith("spec.containers") and container.get("name") == draft.primary_name
        mode = ResourceMode.MERGE if is_primary else ResourceMode.ENSURE_IN_RANGE
        complete_resources(draft, container, path, mode)


def _render_field(draft: PodDraft, container: JsonObject, field: str, path: str) -> None:
    rendered = []
    for index, text in enumerate(container[field]):
        where = f"{path}.{field}[{index}]"
        try:
            result = render(text, draft.execution)
        except InputNotRendered as problem:
            draft.findings.append(error(Code.INPUT_NOT_RENDERED, where, str(problem)))
            result = text
        if has_input_value(result) and draft.execution.options.inputs is None:
            message = f"{text!r} is filled in when the task runs; it stays as written here"
            draft.findings.append(warning(Code.INPUT_NOT_RENDERED, where, message))
        if "$" in result and result != text and "$" in draft.execution.run_output_base:
            message = "the storage path has a `$`, which the backend expands and drops while it renders"
            draft.findings.append(warning(Code.DOLLAR_IN_PATH, where, message, "use a storage path without `$`"))
        rendered.append(result)
    if rendered != container[field]:
        container[field] = rendered
        draft.origins.mark(container, field, from_run("names and paths filled in"))
