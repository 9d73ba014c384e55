"""What makes a revision of the PodSpec: autoscaling and secrets as metadata of the template, and the timeout."""

from __future__ import annotations

from google.protobuf import duration_pb2

from flytex_cli.pods.draft import backend
from flytex_cli.pods.durations import go_duration
from flytex_cli.pods.findings import Code, warning
from flytex_cli.pods.origins import Origin
from flytex_cli.pods.secrets import INJECT_LABEL, secret_annotations
from flytex_cli.services.draft import ServiceDraft, from_app
from flytex_cli.wire.struct import JsonObject

AUTOSCALING = "autoscaling.knative.dev"
ORGANIZATION = "flyte"
_METRICS = {"request_rate": "rps", "concurrency": "concurrency"}
_NANOSECONDS = 10**9
_TIMEOUT = "spec.timeouts.request_timeout"


def annotate_autoscaling(draft: ServiceDraft) -> None:
    """Write the app's scaling in Knative's annotations."""
    scaling = draft.spec.autoscaling
    if scaling.HasField("replicas"):
        _annotate(draft, "min-scale", str(scaling.replicas.min), "replicas.min")
        _annotate(draft, "max-scale", str(scaling.replicas.max), "replicas.max")
    kind = scaling.scaling_metric.WhichOneof("metric")
    if kind is not None:
        _annotate(draft, "metric", _METRICS[kind], f"scaling_metric.{kind}")
        target = getattr(scaling.scaling_metric, kind).target_value
        _annotate(draft, "target", str(target), f"scaling_metric.{kind}.target_value")
    if scaling.HasField("scaledown_period"):
        _annotate(draft, "window", go_duration(_nanoseconds(scaling.scaledown_period)), "scaledown_period")


def request_secrets(draft: ServiceDraft) -> None:
    """Ask the admission webhook for the app's secrets, and say whose they are."""
    secrets = draft.spec.security_context.secrets
    if not secrets:
        return
    for key, value, origin in (
        ("organization", ORGANIZATION, backend("always, with secrets")),
        ("project", draft.id.project, from_app("metadata.id.project, with secrets")),
        ("domain", draft.id.domain, from_app("metadata.id.domain, with secrets")),
        (INJECT_LABEL, "true", from_app("spec.security_context.secrets")),
    ):
        _put(draft, draft.labels, key, value, origin)
    for key, value in secret_annotations(secrets).items():
        _put(draft, draft.annotations, key, value, from_app("spec.security_context.secrets"))


def timeout_of(draft: ServiceDraft) -> tuple[int, Origin]:
    """Return the seconds that a request may take, and where they come from."""
    apps = draft.config.apps
    if not draft.spec.timeouts.HasField("request_timeout"):
        return int(apps.default_request_timeout), draft.config_origin("defaultRequestTimeout")
    seconds = _nanoseconds(draft.spec.timeouts.request_timeout) / _NANOSECONDS
    if seconds <= apps.max_request_timeout:
        return int(seconds), from_app(_TIMEOUT)
    message = f"the timeout of {seconds:g} seconds is lowered to {int(apps.max_request_timeout)}, the cluster's limit"
    draft.findings.append(warning(Code.TIMEOUT_LOWERED, _TIMEOUT, message))
    return int(apps.max_request_timeout), draft.config_origin("maxRequestTimeout")


def _annotate(draft: ServiceDraft, name: str, value: str, field: str) -> None:
    _put(draft, draft.annotations, f"{AUTOSCALING}/{name}", value, from_app(f"spec.autoscaling.{field}"))


def _put(draft: ServiceDraft, holder: JsonObject, key: str, value: str, origin: Origin) -> None:
    holder[key] = value
    draft.origins.mark(holder, key, origin)


def _nanoseconds(duration: duration_pb2.Duration) -> int:
    return duration.seconds * _NANOSECONDS + duration.nanos
