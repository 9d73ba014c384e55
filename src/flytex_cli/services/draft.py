"""The Service while it is being built, and all that the building steps read and report to."""

from __future__ import annotations

from dataclasses import dataclass, field

from flyteidl2.app import app_definition_pb2

from flytex_cli.pods.cluster_config import APPS, ClusterConfig
from flytex_cli.pods.findings import PodFinding
from flytex_cli.pods.origins import Origin, Origins, Source
from flytex_cli.wire.struct import JsonObject

POD_SPEC = "spec.template.spec"
"""Where the PodSpec is in a Service."""


@dataclass
class ServiceDraft:
    """A Knative Service in the making.

    Attributes:
        namespace: where the user wants it; the configuration decides when None.
        pod_spec: `spec.template.spec`, without Knative's own fields.
        labels: those of `spec.template.metadata`.
        annotations: likewise.
    """

    app: app_definition_pb2.App
    config: ClusterConfig
    namespace: str | None = None
    pod_spec: JsonObject = field(default_factory=dict)
    labels: JsonObject = field(default_factory=dict)
    annotations: JsonObject = field(default_factory=dict)
    origins: Origins = field(default_factory=Origins)
    findings: list[PodFinding] = field(default_factory=list)

    @property
    def spec(self) -> app_definition_pb2.Spec:
        return self.app.spec

    @property
    def id(self) -> app_definition_pb2.Identifier:
        return self.app.metadata.id

    def config_origin(self, key: str) -> Origin:
        """Return where a key of `internalApps` comes from."""
        return self.config.origin(f"{APPS}.{key}")


def from_app(detail: str) -> Origin:
    """Return the origin of a field that the backend derives from a field of the App."""
    return Origin(Source.APP, detail)
