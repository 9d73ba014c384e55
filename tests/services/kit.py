"""Short ways to write Apps and to get at parts of the Services made of them."""

from __future__ import annotations

from typing import Any

from flyteidl2.app import app_definition_pb2
from google.protobuf import json_format

from flytex_cli.pods.cluster_config import AppsConfig, ClusterConfig
from flytex_cli.services.build import BuiltService, to_service


def to_app(spec: dict[str, Any], name: str = "web", project: str = "p", domain: str = "d") -> app_definition_pb2.App:
    """Return an App from its spec in protobuf's JSON form."""
    identifier = {"name": name, "project": project, "domain": domain}
    return json_format.ParseDict({"metadata": {"id": identifier}, "spec": spec}, app_definition_pb2.App())


def container_app(spec: dict[str, Any] | None = None, **container: Any) -> app_definition_pb2.App:
    """Return an app with a container; `container` fills its fields."""
    return to_app({"container": {"image": "web:1", **container}, **(spec or {})})


def pod_app(pod_spec: dict[str, Any], *sides: dict[str, Any], **container: Any) -> app_definition_pb2.App:
    """Return an app with a pod template: the app's container, side-cars and other fields."""
    app = {"name": "app", "image": "web:1", "ports": [{"containerPort": 8080}], **container}
    return to_app({"pod": {"podSpec": {"containers": [app, *sides], **pod_spec}}})


def build(app: app_definition_pb2.App, namespace: str | None = None, **apps: Any) -> BuiltService:
    """Build a Service on a cluster with some keys of `internalApps`."""
    return to_service(app, ClusterConfig(apps=AppsConfig(enabled=True, **apps)), namespace)


def found(built: BuiltService) -> list[tuple[str, str]]:
    """Return code and field of each finding."""
    return [(finding.code.value, finding.field) for finding in built.findings]
