"""App -> Knative Service: the backend's steps (`buildKService`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from flyteidl2.app import app_definition_pb2

from flytex_cli.pods.cluster_config import APPS, ClusterConfig
from flytex_cli.pods.findings import Code, PodFinding, distinct, warning
from flytex_cli.pods.origins import Origin, Origins, Path
from flytex_cli.pods.validation_env import find_duplicates
from flytex_cli.services.draft import POD_SPEC, ServiceDraft
from flytex_cli.services.environment import add_service_account, add_variables, namespace_of
from flytex_cli.services.metadata import build_metadata
from flytex_cli.services.payload import build_payload
from flytex_cli.services.template import annotate_autoscaling, request_secrets, timeout_of
from flytex_cli.services.unread import find_unread
from flytex_cli.services.validation import validate_service
from flytex_cli.wire.struct import JsonObject

TIMEOUT = "timeoutSeconds"
_DEFAULT_CONFIG = ClusterConfig()


@dataclass(frozen=True)
class BuiltService:
    """A Service and all there is to say about it.

    Attributes:
        service: a whole `serving.knative.dev/v1` Service in Kubernetes' JSON form.
        findings: errors (the backend, Knative or the API server would refuse it) and warnings.
    """

    service: JsonObject
    findings: tuple[PodFinding, ...]
    origins: Origins

    @property
    def pod_spec(self) -> JsonObject:
        """The PodSpec alone, without Knative's own field in it."""
        return {key: value for key, value in self.service["spec"]["template"]["spec"].items() if key != TIMEOUT}

    @cached_property
    def explanation(self) -> dict[Path, Origin]:
        """Where each field the backend added or changed came from, by its path in `service`."""
        return self.origins.by_path(self.service)


def to_service(
    app: app_definition_pb2.App, config: ClusterConfig = _DEFAULT_CONFIG, namespace: str | None = None
) -> BuiltService:
    """Build the Service that Flyte's open-source backend creates for an app.

    Args:
        namespace: where it is, over what the configuration says.

    Raises:
        AppServiceError: the app describes no Service.
    """
    draft = ServiceDraft(app, config, namespace)
    where, origin = namespace_of(draft)
    build_payload(draft)
    add_service_account(draft)
    add_variables(draft, where)
    annotate_autoscaling(draft)
    request_secrets(draft)
    service: JsonObject = {
        "apiVersion": "serving.knative.dev/v1",
        "kind": "Service",
        "metadata": build_metadata(draft, where, origin),
        "spec": {"template": _build_template(draft)},
    }
    findings = [*_switched_off(draft), *draft.findings, *find_unread(app.spec), *_duplicates(draft)]
    is_identified = bool(draft.id.project and draft.id.domain)
    refusals = validate_service(service, is_identified=is_identified)
    if any(finding.code is Code.BAD_QUANTITY for finding in findings):  # The rules for Pods would name it again.
        refusals = tuple(finding for finding in refusals if finding.code is not Code.BAD_QUANTITY)
    return BuiltService(service, distinct([*findings, *refusals]), draft.origins)


def _build_template(draft: ServiceDraft) -> JsonObject:
    metadata = {"labels": draft.labels, "annotations": draft.annotations}
    metadata = {key: value for key, value in metadata.items() if value}
    seconds, origin = timeout_of(draft)
    spec = draft.pod_spec
    spec[TIMEOUT] = seconds
    draft.origins.mark(spec, TIMEOUT, origin)
    return {"metadata": metadata, "spec": spec} if metadata else {"spec": spec}


def _switched_off(draft: ServiceDraft) -> list[PodFinding]:
    if draft.config.apps.enabled or not draft.config.is_known:
        return []
    message = "this cluster makes no apps; shown is what it would make"
    return [warning(Code.APPS_OFF, f"{APPS}.enabled", message, f"set {APPS}.enabled: true in its configuration")]


def _duplicates(draft: ServiceDraft) -> list[PodFinding]:
    containers = draft.pod_spec.get("containers", [])
    return [
        finding
        for index, container in enumerate(containers)
        for finding in find_duplicates(f"{POD_SPEC}.containers[{index}]", container)
    ]
