"""The Service's name, namespace, labels and annotations."""

from __future__ import annotations

from base64 import b64encode

from flytex_cli.pods.draft import backend
from flytex_cli.pods.findings import Code, warning
from flytex_cli.pods.origins import Origin
from flytex_cli.services.digest import spec_digest, to_go_bytes
from flytex_cli.services.draft import ServiceDraft, from_app
from flytex_cli.services.environment import ENDPOINT_PATTERN
from flytex_cli.services.names import full_name, service_name
from flytex_cli.wire.struct import JsonObject

_DIGEST = "digest of the App's spec; another one makes a new revision"
_UNSTEADY = "digest of the App's spec, in which a pod template has no fixed order: each deploy makes a new revision"


def build_metadata(draft: ServiceDraft, namespace: str, origin: Origin) -> JsonObject:
    """Return the metadata of the Service."""
    app = draft.id
    metadata: JsonObject = {
        "name": service_name(app),
        "namespace": namespace,
        "labels": _marked(draft, _labels(draft)),
        "annotations": _marked(draft, _annotations(draft)),
    }
    draft.origins.mark(metadata, "name", backend("<app>-<project>-<domain>"))
    draft.origins.mark(metadata, "namespace", origin)
    if metadata["name"] != full_name(app):
        message = f"{full_name(app)!r} is shortened, and {ENDPOINT_PATTERN} does not lead other apps to the short name"
        draft.findings.append(warning(Code.NAME_SHORTENED, "metadata.name", message, "shorten the name of the app"))
    return metadata


def _labels(draft: ServiceDraft) -> dict[str, tuple[str, Origin]]:
    return {
        "flyte.org/app-managed": ("true", backend("always")),
        "flyte.org/project": (draft.id.project, from_app("metadata.id.project")),
        "flyte.org/domain": (draft.id.domain, from_app("metadata.id.domain")),
        "flyte.org/app-name": (draft.id.name, from_app("metadata.id.name")),
    }


def _annotations(draft: ServiceDraft) -> dict[str, tuple[str, Origin]]:
    spec = to_go_bytes(draft.spec)
    is_steady = draft.spec.WhichOneof("app_payload") != "pod"
    return {
        "flyte.org/spec-sha": (spec_digest(spec), backend(_DIGEST if is_steady else _UNSTEADY)),
        "flyte.org/app-id": (f"{draft.id.project}/{draft.id.domain}/{draft.id.name}", from_app("metadata.id")),
        "flyte.org/app-org": (draft.id.org, from_app("metadata.id.org")),
        "flyte.org/spec": (b64encode(spec).decode(), backend("the App's spec, from which Flyte shows the app")),
    }


def _marked(draft: ServiceDraft, entries: dict[str, tuple[str, Origin]]) -> JsonObject:
    mapping: JsonObject = {key: value for key, (value, _) in entries.items()}
    for key, (_, origin) in entries.items():
        draft.origins.mark(mapping, key, origin)
    return mapping
