"""Where each field of a Service came from."""

from __future__ import annotations

from flytex_cli.pods.cluster import read_cluster
from flytex_cli.pods.cluster_config import ClusterConfig
from flytex_cli.pods.config_reader import read_cluster_config
from flytex_cli.pods.origins import path_text
from flytex_cli.services.build import BuiltService, to_service

from tests.services.kit import build, container_app, pod_app  # isort: skip


def origins(built: BuiltService) -> dict[str, str]:
    return {path_text(path): str(origin) for path, origin in built.explanation.items()}


def test_each_decision_has_an_origin() -> None:
    """The app, the backend, the cluster's configuration and its built-in defaults."""
    app = container_app(
        {
            "autoscaling": {"replicas": {"max": 1}, "scaledownPeriod": "60s"},
            "securityContext": {"secrets": [{"key": "k"}]},
        },
        resources={"requests": [{"name": "MEMORY", "value": "1024Mi"}]},
    )
    reading = read_cluster_config("internalApps: {enabled: true, defaultEnvVars: [{A: b}], defaultServiceAccount: sa}")
    metadata, template = "spec.template.metadata", "spec.template.spec"
    scaling = f"{metadata}.annotations[autoscaling.knative.dev"
    assert origins(to_service(app, reading.config, "apps")) == {
        "metadata.name": "flyte: <app>-<project>-<domain>",
        "metadata.namespace": "run: namespace",
        "metadata.labels[flyte.org/app-managed]": "flyte: always",
        "metadata.labels[flyte.org/project]": "app: metadata.id.project",
        "metadata.labels[flyte.org/domain]": "app: metadata.id.domain",
        "metadata.labels[flyte.org/app-name]": "app: metadata.id.name",
        "metadata.annotations[flyte.org/spec-sha]": "flyte: digest of the App's spec; another one makes a new revision",
        "metadata.annotations[flyte.org/app-id]": "app: metadata.id",
        "metadata.annotations[flyte.org/app-org]": "app: metadata.id.org",
        "metadata.annotations[flyte.org/spec]": "flyte: the App's spec, from which Flyte shows the app",
        f"{metadata}.labels.organization": "flyte: always, with secrets",
        f"{metadata}.labels.project": "app: metadata.id.project, with secrets",
        f"{metadata}.labels.domain": "app: metadata.id.domain, with secrets",
        f"{metadata}.labels.inject-flyte-secrets": "app: spec.security_context.secrets",
        f"{scaling}/min-scale]": "app: spec.autoscaling.replicas.min",
        f"{scaling}/max-scale]": "app: spec.autoscaling.replicas.max",
        f"{scaling}/window]": "app: spec.autoscaling.scaledown_period",
        f"{metadata}.annotations[flyte.secrets/s0]": "app: spec.security_context.secrets",
        f"{template}.containers[0].name": "flyte: always",
        f"{template}.containers[0].resources.requests.memory": "app: written 1024Mi",
        f"{template}.containers[0].env[0]": "config: internalApps.defaultEnvVars",
        f"{template}.containers[0].env[1]": "built-in default: internalApps.namespacedNameSuffixTemplate",
        f"{template}.containers[0].env[2]": "flyte: the app's project",
        f"{template}.containers[0].env[3]": "flyte: the app's domain",
        f"{template}.enableServiceLinks": "flyte: false unless a pod template sets it",
        f"{template}.serviceAccountName": "config: internalApps.defaultServiceAccount",
        f"{template}.timeoutSeconds": "built-in default: internalApps.defaultRequestTimeout",
    }


def test_the_digest_of_a_pod_template_is_another_one_each_time() -> None:
    """Go writes its maps in no order, so the backend never sees it unchanged."""
    assert "each deploy makes a new revision" in origins(build(pod_app({})))["metadata.annotations[flyte.org/spec-sha]"]


def test_a_namespace_of_the_configuration() -> None:
    """The one of all Flyte Pods."""
    config = read_cluster_config("actions: {kubernetes: {namespace: jobs}}").config
    assert to_service(container_app(), config).service["metadata"]["namespace"] == "jobs"
    assert read_cluster(None, (), None).config == ClusterConfig()
