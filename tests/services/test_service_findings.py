"""What is said of an app: lost on the way, refused by Knative, refused by the API server."""

from __future__ import annotations

from typing import Any

import pytest

from flytex_cli.pods.cluster_config import ClusterConfig
from flytex_cli.records import Severity
from flytex_cli.services.build import to_service

from tests.services.kit import build, container_app, found, pod_app, to_app  # isort: skip

CONTAINER = "spec.template.spec.containers[0]"
REQUESTS = "spec.container.resources.requests"
SCALING = "spec.template.metadata.annotations[autoscaling.knative.dev/"


def requests(**amounts: str) -> dict[str, Any]:
    return {"resources": {"requests": [{"name": name, "value": value} for name, value in amounts.items()]}}


def test_a_gpu_is_dropped() -> None:
    """Only cpu, memory and the two storages reach the container, and the App's field says what did not."""
    built = build(container_app(**requests(CPU="1", GPU="2")))
    assert built.pod_spec["containers"][0]["resources"] == {"requests": {"cpu": "1"}}
    assert found(built) == [("resource-dropped", f"{REQUESTS}[1]")]
    assert built.findings[0].message == "the backend drops resources of apps named GPU: the app does not get '2' of it"


def test_a_gpu_alone_leaves_no_resources() -> None:
    """Neither requests nor limits are written when nothing is left."""
    assert "resources" not in build(container_app(**requests(GPU="1"))).pod_spec["containers"][0]


def test_an_unreadable_amount_panics_the_backend() -> None:
    """It is shown as written, and named once; that of a dropped resource is never read."""
    built = build(container_app(**requests(MEMORY="1GiB", GPU="abc")))
    assert built.pod_spec["containers"][0]["resources"] == {"requests": {"memory": "1GiB"}}
    unreadable, dropped = built.findings
    assert (unreadable.severity, unreadable.field) == (Severity.ERROR, f"{REQUESTS}[0]")
    assert (
        unreadable.message == "'1GiB' is not a Kubernetes quantity; the backend panics on it, and there is no Service"
    )
    assert unreadable.hint == "write 1Gi"
    assert dropped.code.value == "resource-dropped"


def test_amounts_are_neither_filled_nor_lowered() -> None:
    """Other than for tasks: the API server is left to refuse them."""
    app = container_app(
        resources={"requests": [{"name": "CPU", "value": "2"}], "limits": [{"name": "CPU", "value": "1"}]}
    )
    assert build(app).pod_spec["containers"][0]["resources"] == {"requests": {"cpu": "2"}, "limits": {"cpu": "1"}}
    assert found(build(app)) == [("request-over-limit", f"{CONTAINER}.resources.requests.cpu")]
    assert found(build(container_app(**requests(STORAGE="1Gi")))) == [
        ("bad-resource-name", f"{CONTAINER}.resources.requests.storage")
    ]
    assert found(build(container_app(**requests(CPU="-1")))) == [
        ("bad-quantity", f"{CONTAINER}.resources.requests.cpu")
    ]


@pytest.mark.parametrize(
    ("spec", "field"),
    [
        ({"ingress": {"subdomain": "mine"}}, "spec.ingress.subdomain"),
        ({"ingress": {"cname": "app.example.com"}}, "spec.ingress.cname"),
        ({"ingress": {"private": True}}, "spec.ingress.private"),
        ({"cluster": "east"}, "spec.cluster"),
        ({"clusterPool": "gpus"}, "spec.cluster_pool"),
        ({"extendedResources": {"gpuAccelerator": {"device": "nvidia-l4"}}}, "spec.extended_resources.gpu_accelerator"),
        ({"extendedResources": {"sharedMemory": {"mountPath": "/dev/shm"}}}, "spec.extended_resources.shared_memory"),
    ],
)
def test_what_the_backend_does_not_read(spec: dict[str, Any], field: str) -> None:
    """A field that is lost on the way to the Service is named."""
    assert found(build(container_app(spec))) == [("app-field-not-read", field)]


def test_metadata_of_a_pod_template_is_not_read() -> None:
    """Labels and annotations stay behind."""
    app = pod_app({})
    app.spec.pod.metadata.labels["team"] = "a"
    app.spec.pod.metadata.annotations["note"] = "b"
    built = build(app)
    assert "metadata" not in built.service["spec"]["template"]
    assert found(built) == [
        ("app-field-not-read", "spec.pod.metadata.labels"),
        ("app-field-not-read", "spec.pod.metadata.annotations"),
    ]


def test_what_has_no_effect_on_any_app_is_not_named() -> None:
    """The default pool, and what Flyte only shows."""
    spec = {
        "clusterPool": "default",
        "ingress": {},
        "profile": {"type": "FastAPI"},
        "links": [{"path": "/docs", "title": "Docs"}],
        "inputs": {"items": [{"name": "model", "stringValue": "s3://b/m"}]},
        "desiredState": "DESIRED_STATE_ACTIVE",
        "runtimeMetadata": {"type": "FLYTE_SDK", "version": "2.12.1"},
    }
    assert build(container_app(spec)).findings == ()


def test_a_long_timeout() -> None:
    """It is lowered to the cluster's limit, and Knative has one of its own."""
    app = container_app({"timeouts": {"requestTimeout": "3600s"}})
    assert found(build(app)) == [("needs-knative-setting", "spec.template.spec.timeoutSeconds")]
    lowered = build(app, max_request_timeout=600)
    assert lowered.service["spec"]["template"]["spec"]["timeoutSeconds"] == 600
    assert found(lowered) == [("timeout-lowered", "spec.timeouts.request_timeout")]


def test_a_shortened_name_is_not_found_by_other_apps() -> None:
    """INTERNAL_APP_ENDPOINT_PATTERN holds for names that are not shortened."""
    app = to_app({"container": {"image": "web:1"}}, "a" * 30, "b" * 30, "development")
    assert found(build(app)) == [("name-shortened", "metadata.name")]


@pytest.mark.parametrize("name", ["1web", "web_1", "wéb"])
def test_names_that_knative_refuses(name: str) -> None:
    """A Service is named as Kubernetes names Services: a letter first."""
    codes = found(build(to_app({"container": {"image": "web:1"}}, name)))
    assert ("bad-name", "metadata.name") in codes


def test_without_project_and_domain_the_name_is_not_judged() -> None:
    """It is not the real one."""
    assert build(to_app({"container": {"image": "web:1"}}, project="", domain="")).findings == ()


def test_an_app_that_is_not_the_first_container() -> None:
    """The backend gives variables to the first one, whatever its name."""
    app = to_app(
        {
            "pod": {
                "podSpec": {
                    "containers": [
                        {"name": "side", "image": "side:1"},
                        {"name": "app", "image": "web:1", "ports": [{"containerPort": 8080}]},
                    ]
                }
            }
        }
    )
    built = build(app)
    assert ["env" in container for container in built.pod_spec["containers"]] == [True, False]
    assert found(built) == [("app-not-first-container", CONTAINER)]


def test_a_cluster_that_makes_no_apps() -> None:
    """Said where the configuration is known; the Service is shown all the same."""
    built = to_service(container_app(), ClusterConfig(is_known=True))
    assert found(built) == [("apps-switched-off", "internalApps.enabled")]


@pytest.mark.parametrize(
    ("scaling", "expected"),
    [
        ({"replicas": {"min": 2, "max": 1}}, ["max-scale]"]),
        ({"replicas": {"min": 3}}, []),
        ({"scaledownPeriod": "5s"}, ["window]"]),
        ({"scaledownPeriod": "6.5s"}, ["window]"]),
        ({"scaledownPeriod": "3601s"}, ["window]"]),
        ({"scalingMetric": {"concurrency": {}}}, ["target]"]),
    ],
)
def test_scaling_that_knative_refuses(scaling: dict[str, Any], expected: list[str]) -> None:
    """The annotation that Knative names."""
    built = build(container_app({"autoscaling": scaling}))
    assert found(built) == [("bad-scaling", SCALING + name) for name in expected]


def test_ports_that_knative_refuses() -> None:
    """Its own ports, names that mean no protocol, more than one port."""
    ports = f"{CONTAINER}.ports[0]"
    for port, expected in (
        ({"containerPort": 8013}, [("bad-port", f"{ports}.containerPort")]),
        ({"containerPort": 8080, "name": "web"}, [("bad-port", f"{ports}.name")]),
        ({"containerPort": 70000}, [("bad-port", f"{ports}.containerPort")]),
        ({"containerPort": 8080, "name": "http1"}, []),
        ({"containerPort": 0}, []),
    ):
        assert found(build(container_app(ports=[port]))) == expected
    two = container_app(ports=[{"containerPort": 8080}, {"containerPort": 8081}])
    assert found(build(two)) == [("bad-port", "spec.template.spec.containers")]


def test_fields_that_knative_refuses_or_allows_by_a_feature() -> None:
    """What it never takes is an error, what a feature allows a warning."""
    pod_spec = {"restartPolicy": "Always", "nodeSelector": {"gpu": "l4"}}
    built = build(pod_app(pod_spec, lifecycle={"preStop": {"exec": {"command": ["a"]}}}))
    assert [(finding.severity, finding.code.value, finding.field) for finding in built.findings] == [
        (Severity.WARNING, "needs-knative-setting", "spec.template.spec.nodeSelector"),
        (Severity.ERROR, "refused-by-knative", "spec.template.spec.restartPolicy"),
        (Severity.ERROR, "refused-by-knative", f"{CONTAINER}.lifecycle"),
    ]


def test_a_gpu_of_a_pod_template_has_no_name() -> None:
    """The SDK writes it as `gpu`, which the backend renames for tasks only."""
    app = pod_app({}, resources={"requests": {"gpu": "1"}, "limits": {"gpu": "1"}})
    assert {code for code, _ in found(build(app))} == {"bad-resource-name"}


def test_probes_take_the_apps_port() -> None:
    """Knative fills in what a Pod could not do without."""
    assert build(pod_app({}, readinessProbe={"httpGet": {"path": "/health"}})).findings == ()
    assert build(pod_app({}, readinessProbe={"periodSeconds": 5})).findings == ()


def test_an_unreadable_pod_template() -> None:
    """A wrong type refuses the whole of it; an unknown field is dropped in silence."""
    built = build(pod_app({"containers": "none", "nope": 1}))
    assert found(built)[0] == ("malformed-field", "spec.template.spec.containers")
    assert ("unknown-field", "spec.template.spec.nope") in found(built)
