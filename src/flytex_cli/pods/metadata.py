"""The Pod's name, namespace, labels, annotations and owner (`addObjectMetadata` and what it reads)."""

from __future__ import annotations

from flytex_cli.pods.cluster_config import NAMESPACE_KEY
from flytex_cli.pods.draft import PodDraft, backend, from_run, from_task
from flytex_cli.pods.names import to_dns_subdomain, to_label_value
from flytex_cli.pods.origins import Origin
from flytex_cli.pods.raw_pod import PRIMARY_KEY, SIDECAR
from flytex_cli.pods.run import Execution
from flytex_cli.pods.secrets import INJECT_LABEL, secret_annotations
from flytex_cli.wire.struct import JsonObject

FINALIZER = "flyte/flytek8s"
ORGANIZATION = "flyte"

_Layer = tuple[dict[str, str], "Origin | None"]


def note_primary(draft: PodDraft) -> None:
    """Name the primary container in an annotation, where the backend watches it alone rather than the whole Pod."""
    alone = len(draft.spec.get("containers", [])) == 1 and draft.task.type != "raw-container"
    if draft.task.type == SIDECAR or alone:
        annotations = draft.metadata.setdefault("annotations", {})
        annotations[PRIMARY_KEY] = draft.primary_name
        draft.origins.mark(annotations, PRIMARY_KEY, backend("one container, or a sidecar task"))


def build_metadata(draft: PodDraft) -> JsonObject:
    """Return the metadata of the finished Pod."""
    execution, config = draft.execution, draft.config
    metadata: JsonObject = {
        "name": to_dns_subdomain(execution.generated_name),
        "namespace": execution.namespace,
        "labels": _union(draft, _label_layers(draft)),
    }
    annotations = _union(draft, _annotation_layers(draft))
    if annotations:
        metadata["annotations"] = annotations
    # A PodTemplate may bring finalizers and the like; its name and namespace do not count.
    for key in [key for key in draft.metadata if key not in ("name", "namespace", "labels", "annotations")]:
        metadata[key] = draft.metadata[key]
    draft.origins.mark(metadata, "name", backend("generated name: <run>-<action>-<retry>"))
    namespace_origin = from_run("namespace") if execution.options.namespace else draft.config_origin(NAMESPACE_KEY)
    draft.origins.mark(metadata, "namespace", namespace_origin)
    if config.inject_finalizer:
        metadata["finalizers"] = [*metadata.get("finalizers", []), FINALIZER]
        draft.origins.mark(metadata, "finalizers", draft.config_origin("inject-finalizer"))
    if not config.disable_inject_owner_references:
        metadata["ownerReferences"] = [_owner(execution)]
        draft.origins.mark(metadata, "ownerReferences", backend("the TaskAction that asks for the Pod"))
    return metadata


def _owner(execution: Execution) -> JsonObject:
    return {
        "apiVersion": "flyte.org/v1",
        "kind": "TaskAction",
        "name": execution.task_action,
        "uid": execution.options.owner_uid,
        "controller": True,
    }


def injected_labels(draft: PodDraft) -> dict[str, str]:
    """Return the labels nobody can override; those without a value are left out."""
    execution = draft.execution
    identity = {
        "run": to_label_value(execution.options.run_name),
        "action": to_label_value(execution.options.action_name),
        "task-name": to_label_value(draft.task.id.name),
    }
    return {
        "organization": ORGANIZATION,
        "project": execution.project,
        "domain": execution.domain,
        "flyte.org/managed": "true",
        "attempt": str(execution.attempt),
        **{key: value for key, value in identity.items() if value},
        **({INJECT_LABEL: "true"} if draft.task.security_context.secrets else {}),
    }


def _label_layers(draft: PodDraft) -> list[_Layer]:
    execution = draft.execution
    action = {
        "flyte.org/project": execution.project,
        "flyte.org/domain": execution.domain,
        "flyte.org/run": execution.options.run_name,
        "flyte.org/action": execution.options.action_name,
        "flyte.org/action-type": "task",
        "flyte.org/is-root": "true" if execution.is_root else "false",
    }
    return [
        (dict(draft.config.default_labels), draft.config_origin("default-labels")),
        (draft.metadata.get("labels", {}), None),
        (dict(execution.options.labels), from_run("labels")),
        (action, backend("identity of the action")),
        (injected_labels(draft), backend("identity of the run")),
    ]


def _annotation_layers(draft: PodDraft) -> list[_Layer]:
    return [
        (dict(draft.config.default_annotations), draft.config_origin("default-annotations")),
        (draft.metadata.get("annotations", {}), None),
        (dict(draft.execution.options.annotations), from_run("annotations")),
        (secret_annotations(draft.task.security_context.secrets), from_task("security_context.secrets")),
    ]


def _union(draft: PodDraft, layers: list[_Layer]) -> dict[str, str]:
    """Return the union of the layers, sorted; later ones win. Layers without an origin keep their own marks."""
    winners = {key: layer for layer in layers for key in layer[0]}
    union = {key: winners[key][0][key] for key in sorted(winners)}
    for key, (values, origin) in winners.items():
        mark = origin or draft.origins.of(values, key)
        if mark is not None:
            draft.origins.mark(union, key, mark)
    return union
