"""An operator's configuration is read as viper, go-yaml and mapstructure read it for the backend."""

from __future__ import annotations

from typing import Any

import pytest

from flytex_cli.pods.cluster_config import ClusterConfig
from flytex_cli.pods.config_reader import ConfigReading, read_cluster_config
from flytex_cli.pods.errors import ClusterConfigError
from flytex_cli.pods.viper import settings

from tests.pods.podkit import build, container_spec, pod_spec_task, primary_of  # isort: skip


def k8s(text: str) -> ConfigReading:
    """Read a `plugins.k8s` section."""
    lines = "".join(f"    {line}\n" for line in text.strip("\n").splitlines())
    return read_cluster_config(f"plugins:\n  k8s:\n{lines}", "flyte.yaml")


@pytest.mark.parametrize("unset", ["", "null", "~", "{}", "{a: null}", "{a: {b: {}}}", "{a.b: null}"])
@pytest.mark.parametrize("key", ["default-annotations", "accelerator-devices", "accelerator-device-classes"])
def test_null_and_an_empty_mapping_mean_unset(key: str, unset: str) -> None:
    """The built-in default stays, as if the key were not there."""
    assert k8s(f"{key}: {unset}").config == ClusterConfig()


@pytest.mark.parametrize(
    "key", ["default-cpus", "default-memory", "enable-host-networking-pod", "gpu-resource-name", "co-pilot"]
)
def test_null_means_unset_for_a_scalar(key: str) -> None:
    """Also where a boolean has three values."""
    assert k8s(f"{key}: ").config == ClusterConfig()


def test_null_host_network_leaves_the_tasks_own() -> None:
    task = pod_spec_task({"containers": [{"name": "primary"}], "hostNetwork": True})
    assert build(task, k8s("enable-host-networking-pod:").config).spec["hostNetwork"] is True
    assert build(task, k8s("enable-host-networking-pod: false").config).spec["hostNetwork"] is False


@pytest.mark.parametrize("section", ["plugins:", "plugins: {k8s: }", "plugins: {k8s: {}}", "storage:", "logger: {}"])
def test_an_unset_section(section: str) -> None:
    assert read_cluster_config(section).config == ClusterConfig()


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("[{l: null}]", {"l": ""}),
        ("{a.b: null, c: d}", {"a.b": "", "c": "d"}),
        ("[{l: ~, m: x}]", {"l": "", "m": "x"}),
        ("{l: null, m: x}", {"m": "x"}),
    ],
)
def test_a_null_entry_of_a_list_or_with_a_dot_is_empty_text(text: str, labels: dict[str, str]) -> None:
    """Viper drops nulls of plain mappings; where a list or a dot keeps them, mapstructure makes them empty."""
    assert k8s(f"default-labels: {text}").config.default_labels == labels


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("No", "No"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("1:30", "1:30"),
        ("true", "1"),
        ("False", "0"),
        ("012", "10"),
        ("0o17", "15"),
        ("0x1F", "31"),
        ("0b101", "5"),
        ("1_000", "1000"),
        ("089", "89"),
        ("5.0", "5"),
        ("1e3", "1000"),
        ("1.5e-3", "0.0015"),
        ("1e21", "1000000000000000000000"),
        (".5", "0.5"),
        (".inf", "+Inf"),
        ("-.INF", "-Inf"),
        (".nan", "NaN"),
        ("-7", "-7"),
        ("1.2.3", "1.2.3"),
        ("99999999999999999999", "100000000000000000000"),
        ("'true'", "true"),
        ("!!str 5", "5"),
        ("!mine x", "x"),
        ("2026-13-01", "2026-13-01"),
        ('"2026-01-02"', "2026-01-02"),
    ],
)
def test_a_plain_scalar_as_text(text: str, value: str) -> None:
    """By go-yaml v3, and mapstructure from there to text."""
    assert k8s(f"default-annotations: {{a: {text}}}").config.default_annotations == {"a": value}


@pytest.mark.parametrize(("key", "read"), [("on", "on"), ("true", "true"), ("1", "1"), ("0x10", "16")])
def test_a_scalar_as_key(key: str, read: str) -> None:
    assert k8s(f"default-labels: {{{key}: x}}").config.default_labels == {read: "x"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[(text, True) for text in ("true", "TRUE", '"t"', "T", "1", '"1"', "2", "0.5")],
        *[(text, False) for text in ("false", '"f"', "F", "0", '"0"', '""', "0.0")],
    ],
)
def test_weak_booleans(text: str, value: bool) -> None:
    """Those of `strconv.ParseBool`, numbers, and the empty text."""
    config = k8s(f"inject-finalizer: {text}\nenable-host-networking-pod: {text}").config
    assert (config.inject_finalizer, config.enable_host_networking_pod) == (value, value)


@pytest.mark.parametrize(
    ("text", "value"), [('"5"', 5), ("5.9", 5), ("true", 1), ('""', 0), ('"0x10"', 16), ('"010"', 8), ('"-3"', -3)]
)
def test_weak_numbers(text: str, value: int) -> None:
    assert read_cluster_config(f"logger: {{level: {text}}}").config.logger_level == value
    seconds = k8s(f"default-pod-security-context: {{runAsUser: {text}}}").config.default_pod_security_context
    assert seconds == {"runAsUser": value}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('""', ()),
        ("[]", ()),
        ("a", ("a",)),
        ('"a,b"', ("a", "b")),
        ('","', ("", "")),
        ("5", ("5",)),
        ("[a, ~]", ("a", "")),
    ],
)
def test_a_list_of_text(text: str, value: tuple[str, ...]) -> None:
    assert k8s(f"default-env-from-secrets: {text}").config.default_env_from_secrets == value


def test_empty_text_is_no_secret() -> None:
    assert "envFrom" not in primary_of(build(container_spec(), k8s('default-env-from-secrets: ""').config))


@pytest.mark.parametrize(
    ("text", "value"), [("0.5", "500m"), ("2", "2"), ("1e3", "1k"), ('" 2Gi "', "2Gi"), ("1_000", "1k"), ("0x10", "16")]
)
def test_a_quantity(text: str, value: str) -> None:
    """A number goes through JSON; blanks are trimmed."""
    assert k8s(f"default-memory: {text}").config.default_memory == value


def test_the_first_document_alone_is_read() -> None:
    reading = read_cluster_config(
        "plugins: {k8s: {default-cpus: 2}}\n---\nplugins: {k8s: {default-memory: 2Gi}}\n---\n["
    )
    assert (reading.config.default_cpus, reading.config.default_memory) == ("2", "1Gi")
    two = read_cluster_config("plugins: {k8s: {default-cpus: 2}}\n---\nplugins: {k8s: {default-memory: 2Gi}}")
    assert [finding.code.value for finding in two.findings] == ["config-document-not-read"]
    assert read_cluster_config("---\n---\nplugins: {k8s: {default-cpus: 2}}").config == ClusterConfig()


def test_keys_are_lowercase_at_every_depth() -> None:
    """In a device class, in its Pod template, in the storage's settings; not in lists. Each is said."""
    reading = read_cluster_config(
        """
plugins:
  k8s:
    accelerator-device-classes:
      NVIDIA_GPU:
        pod-template:
          template:
            metadata: {labels: {Team: x}}
            spec:
              nodeSelector: {Pool: GPU, a.B: c}
              overhead: {CPU: 100m}
              containers: [{name: primary, resources: {limits: {Foo/Bar: 1}}}]
storage: {stow: {kind: azure, config: {account: acc, configDomainSuffix: net, Key: k, Region: r}}}
"""
    )
    template: Any = reading.config.accelerator_device_classes["NVIDIA_GPU"].pod_template
    assert template["metadata"] == {"labels": {"team": "x"}}
    assert template["spec"]["nodeSelector"] == {"pool": "GPU", "a.B": "c"}
    assert template["spec"]["overhead"] == {"cpu": "100m"}
    assert template["spec"]["containers"][0]["resources"]["limits"] == {"Foo/Bar": "1"}
    assert reading.config.storage.stow_config == {
        "account": "acc",
        "configdomainsuffix": "net",
        "key": "<storage.stow.config.key>",
        "region": "r",
    }
    spec = "plugins.k8s.accelerator-device-classes.NVIDIA_GPU.pod-template.template"
    assert {finding.field: finding.code.value for finding in reading.findings} == dict.fromkeys(
        [
            f"{spec}.metadata.labels.Team",
            f"{spec}.spec.nodeSelector.Pool",
            f"{spec}.spec.overhead.CPU",
            "storage.stow.config.configDomainSuffix",
            "storage.stow.config.Key",
            "storage.stow.config.Region",
        ],
        "config-letter-case",
    )


TEMPLATE = """
accelerator-device-classes:
  NVIDIA_GPU:
    resource-name: nvidia.com/gpu
    pod-template:
      template:
        spec:
          volumes: [{name: models, hostPath: {path: /mnt}}, {name: v, volumeSource: {hostPath: {path: /v}}}]
          containers:
          - name: primary
            env: [{name: T, valueFrom: {secretKeyRef: {name: hub, key: token}}}]
            envFrom: [{configMapRef: {name: gpu, optional: true}}]
            livenessProbe: {exec: {command: [x]}, periodSeconds: 60}
            readinessProbe: {probeHandler: {tcpSocket: {port: 80}}}
"""


def test_inlined_structs_of_a_device_class_are_not_read() -> None:
    """Except below the struct's own name; said for each field."""
    reading = k8s(TEMPLATE)
    template: Any = reading.config.accelerator_device_classes["NVIDIA_GPU"].pod_template
    assert template["spec"] == {
        "volumes": [{"name": "models"}, {"name": "v", "hostPath": {"path": "/v"}}],
        "containers": [
            {
                "name": "primary",
                "env": [{"name": "T", "valueFrom": {"secretKeyRef": {"key": "token"}}}],
                "envFrom": [{"configMapRef": {"optional": True}}],
                "livenessProbe": {"periodSeconds": 60},
                "readinessProbe": {"tcpSocket": {"port": 80}},
            }
        ],
    }
    assert [(found.code.value, found.field.rpartition("spec.")[2]) for found in reading.findings] == [
        ("config-field-not-read", "volumes[0].hostPath"),
        ("config-field-not-read", "containers[0].env[0].valueFrom.secretKeyRef.name"),
        ("config-field-not-read", "containers[0].envFrom[0].configMapRef.name"),
        ("config-field-not-read", "containers[0].livenessProbe.exec"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("enable-host-networking-pod: yes", "k8s.enable-host-networking-pod: expected true or false, found 'yes'"),
        ("default-annotations: {since: 2026-01-02}", "annotations.since: expected text, found the date 2026-01-02"),
        ("default-labels: {a: b, a: c}", "the key 'a' is there already in line 3"),
        ("update-backoff-retries: many", "k8s.update-backoff-retries: expected a whole number, found 'many'"),
        ("pod-pending-timeout: soon", "k8s.pod-pending-timeout: 'soon' is not a duration"),
        ("send-object-events: maybe", "k8s.send-object-events: expected true or false, found 'maybe'"),
        ('default-cpus: ""', "k8s.default-cpus: '' is not a Kubernetes quantity"),
        ("default-cpus: true", "k8s.default-cpus: expected a quantity, found True"),
        ("default-labels: a", "k8s.default-labels: expected a mapping, found 'a'"),
        ('default-tolerations: ""', "k8s.default-tolerations[0]: expected a mapping, found ''"),
        ("co-pilot: []", "k8s.co-pilot: expected a mapping, found []"),
        ("co-pilot: {storage-config-override: [a]}", "storage-config-override: expected a mapping, found ['a']"),
        (
            "accelerator-device-classes: {NVIDIA_GPU: {pod-template: a}}",
            "NVIDIA_GPU.pod-template: expected a mapping, found 'a'",
        ),
    ],
)
def test_what_keeps_the_backend_from_starting(text: str, message: str) -> None:
    with pytest.raises(ClusterConfigError) as caught:
        k8s(text)
    assert message in caught.value.message
    assert caught.value.message.startswith("flyte.yaml:")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("plugins: {k8s: []}", "plugins.k8s: expected a mapping, found []"),
        ("actions: 3", "actions: expected a mapping, found 3"),
        ("actions: {kubernetes: a}", "actions.kubernetes: expected a mapping, found 'a'"),
        ("executor: [a]", "executor: expected a mapping, found ['a']"),
        ("logger: {level: high}", "logger.level: expected a whole number, found 'high'"),
        ("storage: {stow: a}", "storage.stow: expected a mapping, found 'a'"),
        ("a: &a [*a]\nb: 1", "holds itself"),
        ("b: !!int x", "not valid YAML"),
        (
            "a: &a [b, b, b, b, b, b, b, b]\n"
            + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(8)),
            "each alias counted",
        ),
    ],
)
def test_sections_that_keep_the_backend_from_starting(text: str, message: str) -> None:
    with pytest.raises(ClusterConfigError) as caught:
        read_cluster_config(text, "flyte.yaml")
    assert message in caught.value.message


@pytest.mark.parametrize("text", ["plugins: 3", "plugins: [a]", "tasks: a"])
def test_sections_without_settings_of_their_own_are_ignored(text: str) -> None:
    assert read_cluster_config(text).config == ClusterConfig()


def test_later_files_win_but_nothing_replaces_a_mapping() -> None:
    """How viper merges the files of one folder."""
    first = {"a": {"B": 1, "c": [1]}, "d": {"e": 1}, "x.Y": {"Z": None}}
    second = {"A": {"b": 2, "c": [{"K": 1}]}, "d": 3, "f": None}
    assert settings([first, second]) == {"a": {"b": 2, "c": [{"K": 1}]}, "d": {"e": 1}, "x.Y": {"Z": None}}
