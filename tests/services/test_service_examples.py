"""Services of common apps, whole."""

from __future__ import annotations

import pytest
import yaml

from flytex_cli.services.build import to_service

from tests.services.kit import build, container_app, found, pod_app, to_app  # isort: skip

SMALLEST = """
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: web-p-d
  namespace: flyte
  labels:
    flyte.org/app-managed: 'true'
    flyte.org/project: p
    flyte.org/domain: d
    flyte.org/app-name: web
  annotations:
    flyte.org/spec-sha: 7357038d69238e49
    flyte.org/app-id: p/d/web
    flyte.org/app-org: ''
    flyte.org/spec: CgcKBXdlYjox
spec:
  template:
    spec:
      containers:
      - name: app
        image: web:1
        env:
        - {name: INTERNAL_APP_ENDPOINT_PATTERN, value: 'http://{app_fqdn}-p-d.flyte.svc.cluster.local'}
        - {name: FLYTE_INTERNAL_EXECUTION_PROJECT, value: p}
        - {name: FLYTE_INTERNAL_EXECUTION_DOMAIN, value: d}
      enableServiceLinks: false
      timeoutSeconds: 300
"""

FULL = """
metadata:
  labels: {organization: flyte, project: p, domain: d, inject-flyte-secrets: 'true'}
  annotations:
    autoscaling.knative.dev/min-scale: '1'
    autoscaling.knative.dev/max-scale: '5'
    autoscaling.knative.dev/metric: rps
    autoscaling.knative.dev/target: '20'
    autoscaling.knative.dev/window: 5m0s
    flyte.secrets/s0: nnsxsoraejvsecq
spec:
  containers:
  - name: app
    image: web:1
    command: [fserve]
    args: [--, uvicorn]
    env:
    - {name: A, value: '1'}
    - {name: B, value: '2'}
    - {name: A, value: mine}
    - {name: INTERNAL_APP_ENDPOINT_PATTERN, value: 'http://{app_fqdn}-of-d.apps.svc.cluster.local'}
    - {name: FLYTE_INTERNAL_EXECUTION_PROJECT, value: p}
    - {name: FLYTE_INTERNAL_EXECUTION_DOMAIN, value: d}
    ports: [{name: h2c, containerPort: 9000}]
    resources:
      requests: {cpu: 500m, memory: 1Gi}
      limits: {memory: 2Gi}
  enableServiceLinks: false
  serviceAccountName: of-the-app
  timeoutSeconds: 90
"""

POD = """
spec:
  containers:
  - name: app
    image: web:1
    ports: [{containerPort: 8080}]
    env:
    - {name: INTERNAL_APP_ENDPOINT_PATTERN, value: 'http://{app_fqdn}-p-d.flyte.svc.cluster.local'}
    - {name: FLYTE_INTERNAL_EXECUTION_PROJECT, value: p}
    - {name: FLYTE_INTERNAL_EXECUTION_DOMAIN, value: d}
    volumeMounts: [{name: scratch, mountPath: /scratch}]
  - name: side
    image: side:1
  volumes: [{name: scratch, emptyDir: {}}]
  enableServiceLinks: true
  serviceAccountName: of-the-cluster
  timeoutSeconds: 60
"""


def test_the_smallest_app() -> None:
    """A container with an image alone: nothing is asked of the cluster, and nothing defaulted but the timeout."""
    built = build(container_app())
    assert built.service == yaml.safe_load(SMALLEST)
    assert built.findings == ()


def test_all_that_a_container_app_can_ask_for() -> None:
    """Scaling, secrets, timeout, service account and variables, with a cluster that has settings of its own."""
    app = container_app(
        {
            "autoscaling": {
                "replicas": {"min": 1, "max": 5},
                "scaledownPeriod": "300s",
                "scalingMetric": {"requestRate": {"targetValue": 20}},
            },
            "securityContext": {"secrets": [{"key": "k"}], "runAs": {"k8sServiceAccount": "of-the-app"}},
            "timeouts": {"requestTimeout": "90.9s"},
        },
        command=["fserve"],
        args=["--", "uvicorn"],
        env=[{"key": "A", "value": "mine"}],
        ports=[{"containerPort": 9000, "name": "h2c"}],
        resources={
            "requests": [{"name": "CPU", "value": "0.5"}, {"name": "MEMORY", "value": "1024Mi"}],
            "limits": [{"name": "MEMORY", "value": "1Gi"}, {"name": "MEMORY", "value": "2Gi"}],
        },
    )
    settings = {
        "default_env_vars": {"B": "2", "A": "1"},
        "default_service_account": "of-the-cluster",
        "namespaced_name_suffix_template": "of-{{ domain }}",
    }
    built = build(app, "apps", **settings)
    template = built.service["spec"]["template"]
    assert template == yaml.safe_load(FULL)
    assert built.service["metadata"]["namespace"] == "apps"
    assert found(built) == [("duplicate-env", "spec.template.spec.containers[0].env")]


def test_a_pod_template() -> None:
    """It is taken as it is; the first container gets the variables."""
    mounts = [{"name": "scratch", "mountPath": "/scratch"}]
    app = pod_app(
        {"volumes": [{"name": "scratch", "emptyDir": {}}], "enableServiceLinks": True, "serviceAccountName": "x"},
        {"name": "side", "image": "side:1"},
        volumeMounts=mounts,
    )
    built = build(app, default_service_account="of-the-cluster", default_request_timeout=60.9)
    assert built.service["spec"]["template"] == yaml.safe_load(POD)
    assert built.findings == ()


def test_without_a_cluster_the_backends_own_defaults_hold() -> None:
    """And nothing is said of apps being off, since nothing is known."""
    built = to_service(container_app())
    assert built.service == yaml.safe_load(SMALLEST)
    assert built.findings == ()


@pytest.mark.parametrize(
    ("name", "project", "domain", "expected"),
    [
        ("myapp", "proj", "dev", "myapp-proj-dev"),
        ("MyApp", "proj", "dev", "myapp-proj-dev"),
        ("my-long-service-name-v1", "proj", "dev", "my-long-service-name-v1-proj-dev"),
        ("a" * 40, "b" * 11, "c" * 10, "a" * 40 + "-" + "b" * 11 + "-" + "c" * 10),
        ("a" * 40, "b" * 11, "c" * 11, "a" * 40 + "-" + "b" * 11 + "-c" + "-8b721ba2"),
        (
            "this-is-a-very-long-app-name-that-exceeds-the-kubernetes-dns-label-limit",
            "proj",
            "dev",
            "this-is-a-very-long-app-name-that-exceeds-the-kubernet-3111c9c5",
        ),
    ],
)
def test_names(name: str, project: str, domain: str, expected: str) -> None:
    """Upstream: TestKServiceName. What is longer than 63 characters ends with a hash of all three."""
    app = to_app({"container": {"image": "web:1"}}, name, project, domain)
    assert build(app).service["metadata"]["name"] == expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ project }}-{{ domain }}", "myproject-dev"),
        ("custom-{{ domain }}", "custom-dev"),
        ("{{project}}", "{{project}}"),
        ("", ""),
    ],
)
def test_suffixes(template: str, expected: str) -> None:
    """Upstream: TestRenderNamespacedSuffix."""
    app = to_app({"container": {"image": "web:1"}}, "myapp", "MyProject", "Dev")
    env = build(app, namespaced_name_suffix_template=template).pod_spec["containers"][0]["env"]
    assert env[0]["value"] == f"http://{{app_fqdn}}-{expected}.flyte.svc.cluster.local"
