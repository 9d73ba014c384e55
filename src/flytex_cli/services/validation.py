"""What Knative's webhook and then the API server would refuse in a finished Service.

Knative's rules are those of `pkg/apis/serving` and `pkg/apis/autoscaling`, with its features as they are by default.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.origins import child
from flytex_cli.pods.validation import validate_pod
from flytex_cli.pods.validation_labels import validate_label
from flytex_cli.services.completed import completed
from flytex_cli.services.draft import POD_SPEC
from flytex_cli.services.names import is_service_name
from flytex_cli.services.validation_containers import validate_serving
from flytex_cli.services.validation_fields import validate_fields
from flytex_cli.services.validation_scaling import validate_scaling, validate_timeout
from flytex_cli.wire.struct import JsonObject

_TEMPLATE = "spec.template"


def validate_service(service: JsonObject, *, is_identified: bool = True) -> tuple[PodFinding, ...]:
    """Return the errors that Knative and the API server would give.

    Args:
        is_identified: whether project and domain are known, so that the name is the real one.
    """
    template = service["spec"]["template"]
    spec = template["spec"]
    return (
        *_metadata(service["metadata"], is_identified=is_identified),
        *validate_scaling(template.get("metadata", {}).get("annotations", {})),
        *validate_timeout(spec),
        *validate_fields(spec),
        *validate_serving(spec),
        *_pod(service["metadata"], template),
    )


def _metadata(metadata: JsonObject, *, is_identified: bool) -> Iterator[PodFinding]:
    name = metadata["name"]
    if is_identified and not is_service_name(name):
        hint = "lowercase letters, digits and '-', a letter first and no '-' last"
        yield error(Code.BAD_NAME, "metadata.name", f"{name!r} cannot name a Service", hint)
    for key, value in metadata["labels"].items():
        yield from validate_label(child("metadata.labels", key), key, value)


def _pod(metadata: JsonObject, template: JsonObject) -> Iterator[PodFinding]:
    """Hold the template against the rules for Pods, as Knative completes it."""
    own = template.get("metadata", {})
    pod = {"metadata": {**own, "name": "pod", "namespace": metadata["namespace"]}, "spec": completed(template["spec"])}
    for finding in validate_pod(pod):
        outer, dot, inner = finding.field.partition(".")
        path = {"spec": POD_SPEC, "metadata": f"{_TEMPLATE}.metadata"}[outer]
        yield replace(finding, field="metadata.namespace" if inner == "namespace" else f"{path}{dot}{inner}")
