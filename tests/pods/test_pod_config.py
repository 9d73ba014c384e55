"""An operator's YAML is read by the rules the backend reads it with."""

from __future__ import annotations

from typing import Any

import pytest

from flytex_cli.pods.cluster_config import ClusterConfig
from flytex_cli.pods.config_reader import read_cluster_config
from flytex_cli.pods.errors import ClusterConfigError

from tests.pods.podkit import build, container_spec  # isort: skip


def k8s(text: str) -> Any:
    """Read a `plugins.k8s` section."""
    lines = "".join(f"    {line}\n" for line in text.strip("\n").splitlines())
    return read_cluster_config(f"plugins:\n  k8s:\n{lines}", "flyte.yaml")


def test_upstream_config() -> None:
    """Every form of the upstream test configuration: list form, single object for a list, numbers as text."""
    reading = k8s(
        """
scheduler-name: flyte-scheduler
default-cpus: 1024m
default-memory: 1024Mi
default-annotations:
  - annotationKey1: annotationValue1
  - annotationKey2: annotationValue2
resource-tolerations:
  nvidia.com/gpu: {key: flyte/gpu, value: dedicated, operator: Equal, effect: NoSchedule}
  storage:
    - {key: storage, value: special, operator: Equal, effect: PreferNoSchedule}
interruptible-node-selector:
  - x/interruptible: "true"
interruptible-node-selector-requirement:
  key: x/interruptible
  operator: In
  values: ["true"]
default-env-vars:
  - AWS_METADATA_SERVICE_TIMEOUT: 5
  - FLYTE_AWS_ENDPOINT: "http://minio.flyte:9000"
default-node-selector: {user: 'default'}
default-pod-security-context: {runAsUser: 1000, fsGroup: 2000}
default-security-context: {allowPrivilegeEscalation: false}
"""
    )
    config = reading.config
    assert reading.findings == ()
    assert config.scheduler_name == "flyte-scheduler"
    assert (config.default_cpus, config.default_memory) == ("1024m", "1Gi")
    assert config.default_annotations == {"annotationKey1": "annotationValue1", "annotationKey2": "annotationValue2"}
    assert [item["key"] for item in config.resource_tolerations["nvidia.com/gpu"]] == ["flyte/gpu"]
    assert config.interruptible_node_selector == {"x/interruptible": "true"}
    assert config.interruptible_node_selector_requirement == {
        "key": "x/interruptible",
        "operator": "In",
        "values": ["true"],
    }
    assert config.default_env_vars["AWS_METADATA_SERVICE_TIMEOUT"] == "5"
    assert config.default_pod_security_context == {"runAsUser": 1000, "fsGroup": 2000}
    assert config.default_security_context == {"allowPrivilegeEscalation": False}
    assert "scheduler-name" in config.given
    assert str(config.origin("scheduler-name")) == "config: plugins.k8s.scheduler-name"


def test_nothing_given_is_the_backends_defaults() -> None:
    """An empty section changes nothing."""
    assert k8s("{}").config == ClusterConfig()


def test_other_sections_and_helm_values() -> None:
    """The same file below `configuration.inline`; executor, runs, tasks, connectors, namespace, logger."""
    reading = read_cluster_config(
        """
configuration:
  inline:
    executor: {defaultK8sServiceAccount: sa}
    actions: {kubernetes: {namespace: team}}
    runs: {storagePrefix: "s3://data"}
    logger: {level: 5}
    tasks: {task-plugins: {default-for-task-types: {mine: ray}}}
    plugins:
      connector-service: {supportedTaskTypes: [bigquery]}
      k8s: {inject-finalizer: "true"}
      spark: {spark-config-default: []}
    database: {}
"""
    )
    config = reading.config
    assert reading.findings == ()
    assert config.default_service_account == "sa"
    assert (config.namespace, config.storage_prefix, config.logger_level) == ("team", "s3://data", 5)
    assert config.default_for_task_types["mine"] == "ray"
    assert config.connector_task_types == ("bigquery",)
    assert config.inject_finalizer is True


def test_maps_replace_the_built_in_ones() -> None:
    """One device class removes the other four, an empty list removes the annotations; co-pilot keys are merged."""
    config = k8s(
        """
accelerator-device-classes: {nvidia_gpu: {resource-name: x/gpu}}
default-annotations: []
co-pilot: {cpu: 1, timeout: 90m}
"""
    ).config
    assert list(config.accelerator_device_classes) == ["NVIDIA_GPU"]
    assert config.default_annotations == {}
    assert (config.co_pilot.cpu, config.co_pilot.timeout_seconds, config.co_pilot.memory) == ("1", 5400, "128Mi")


def test_device_classes() -> None:
    """Every key of a class, in any letter case; its PodTemplate is decoded as Kubernetes' own type."""
    text = """
accelerator-device-classes:
  - GOOGLE_TPU:
      resource-name: google.com/tpu
      Device-Node-Label: tpu
      partition-size-node-label: topology
      unpartitioned-node-selector-requirement: {key: whole, operator: Exists}
      unpartitioned-toleration: {key: whole, operator: Exists}
      pod-template: {template: {spec: {schedulername: tpu-scheduler, tolerations: {key: a, operator: Exists}}}}
"""
    device = k8s(text).config.accelerator_device_classes["GOOGLE_TPU"]
    assert (device.resource_name, device.device_node_label, device.partition_size_node_label) == (
        "google.com/tpu",
        "tpu",
        "topology",
    )
    assert device.unpartitioned_toleration == {"key": "whole", "operator": "Exists"}
    assert device.pod_template == {
        "spec": {"schedulerName": "tpu-scheduler", "tolerations": [{"key": "a", "operator": "Exists"}]}
    }


@pytest.mark.parametrize(
    ("text", "code", "field", "hint"),
    [
        ("default-cpu: 1", "unknown-config-key", "plugins.k8s.default-cpu", "did you mean 'default-cpus'?"),
        ("frobnicate: 1", "unknown-config-key", "plugins.k8s.frobnicate", None),
        ("co-pilot: {imag: x}", "unknown-config-key", "plugins.k8s.co-pilot.imag", "did you mean 'image'?"),
        ("send-object-events: true", "ineffective-config-key", "plugins.k8s.send-object-events", None),
        (
            "add-tolerations-for-extended-resources: [a]",
            "ineffective-config-key",
            "plugins.k8s.add-tolerations-for-extended-resources",
            None,
        ),
        ("co-pilot: {start-timeout: 1s}", "ineffective-config-key", "plugins.k8s.co-pilot.start-timeout", None),
        (
            "default-affinity: {nodeAffinty: {a: 1}}",
            "unknown-config-key",
            "plugins.k8s.default-affinity.nodeAffinty",
            "did you mean 'nodeAffinity'?",
        ),
        (
            "accelerator-device-classes: {NVIDIA: {resource-name: x/y}}",
            "unknown-config-key",
            "plugins.k8s.accelerator-device-classes.NVIDIA",
            "did you mean 'NVIDIA_GPU'?",
        ),
        (
            "default-env-vars: {KEY: v}",
            "config-letter-case",
            "plugins.k8s.default-env-vars.KEY",
            "write it as a list: `- KEY: ...`",
        ),
        (
            "accelerator-devices: {A100: x}",
            "config-letter-case",
            "plugins.k8s.accelerator-devices.A100",
            "write it as a list: `- A100: ...`",
        ),
        (
            "accelerator-devices: [L40s: x]",
            "config-letter-case",
            "plugins.k8s.accelerator-devices.L40s",
            "write it as a list: `- L40S: ...`",
        ),
    ],
)
def test_keys_that_are_unknown_or_have_no_effect(text: str, code: str, field: str, hint: str | None) -> None:
    """Each is said once, with the nearest known key."""
    findings = k8s(text).findings
    assert [(f.code.value, f.field, f.hint) for f in findings] == [(code, field, hint)]


def test_letter_case_of_keys() -> None:
    """A plain mapping is read in lowercase letters, a list keeps them, and so does a key with a dot."""
    plain = k8s("default-labels: {Team: x, a.B: y}\naccelerator-devices: {A100: mine}").config
    assert plain.default_labels == {"team": "x", "a.B": "y"}
    assert k8s("default-labels: [Team: x]").config.default_labels == {"Team": "x"}
    task = container_spec(requests={"GPU": "1"}, extendedResources={"gpuAccelerator": {"device": "a100"}})
    # The backend looks for A100, and viper has made a100 of it.
    assert build(task, plain).spec["tolerations"][0]["value"] == "a100"
    listed = k8s("accelerator-devices: [A100: mine]").config
    assert build(task, listed).spec["tolerations"][0]["value"] == "mine"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("plugin: {}", "did you mean 'plugins'?"),
        ("default-cpus: 2", "move it to plugins.k8s.default-cpus"),
        ("database: {}", "plugins.k8s decides about Pods; in a Helm values file it is below configuration.inline"),
    ],
)
def test_files_that_decide_nothing(text: str, message: str) -> None:
    """A slip in the outer levels is said too."""
    assert message in [finding.hint for finding in read_cluster_config(text).findings]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("default-cpus: 1GiB", "plugins.k8s.default-cpus: '1GiB' is not a Kubernetes quantity"),
        ("inject-finalizer: maybe", "plugins.k8s.inject-finalizer: expected true or false, found 'maybe'"),
        ("default-labels: 3", "plugins.k8s.default-labels: expected a mapping, found 3"),
        ("default-tolerations: [3]", "plugins.k8s.default-tolerations[0]: expected a mapping, found 3"),
        ("accelerator-device-classes: 3", "plugins.k8s.accelerator-device-classes: expected a mapping, found 3"),
        ("co-pilot: 3", "plugins.k8s.co-pilot: expected a mapping, found 3"),
        ("co-pilot: {timeout: soon}", "plugins.k8s.co-pilot.timeout: 'soon' is not a duration"),
        ("accelerator-device-classes: {NVIDIA_GPU: 3}", "NVIDIA_GPU: expected a mapping, found 3"),
    ],
)
def test_values_the_backend_would_not_start_with(text: str, message: str) -> None:
    """Are refused, naming file, key and value."""
    with pytest.raises(ClusterConfigError) as caught:
        k8s(text)
    assert caught.value.message.startswith("flyte.yaml: ")
    assert message in caught.value.message


@pytest.mark.parametrize("text", ["a: [", "- a", "3"])
def test_files_that_are_no_configuration(text: str) -> None:
    """No YAML, or no mapping."""
    with pytest.raises(ClusterConfigError, match=r"flyte\.yaml"):
        read_cluster_config(text, "flyte.yaml")


def test_storage_is_shown_without_credentials() -> None:
    """What co-pilot is started with, values that could be secret replaced by their key."""
    config = read_cluster_config(
        """
storage:
  type: minio
  container: flyte-data
  stow: {kind: s3, config: {region: us-east-1, secret_key: hunter2, access_key_id: me}}
"""
    ).config
    assert config.storage.container == "flyte-data"
    assert config.storage.stow_config == {
        "region": "us-east-1",
        "secret_key": "<storage.stow.config.secret_key>",
        "access_key_id": "<storage.stow.config.access_key_id>",
    }
