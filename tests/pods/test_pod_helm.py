"""Helm values become the configuration that the chart `flyte-binary` or `flyte-devbox` renders of them."""

from __future__ import annotations

import pytest

from flytex_cli.pods.config_reader import ConfigReading, read_cluster_config
from flytex_cli.pods.copilot import STORAGE_PATH
from flytex_cli.pods.errors import ClusterConfigError
from flytex_cli.pods.helm import Release

from tests.pods.podkit import build, container_spec, interface  # isort: skip

CHART = {"_U_EP_OVERRIDE": "flyte-binary-http.flyte:8090", "_U_INSECURE": "true", "_U_USE_ACTIONS": "1"}


def read(text: str, release: Release | None = None) -> ConfigReading:
    return read_cluster_config(text, "values.yaml", release or Release())


def test_the_charts_own_defaults() -> None:
    """Namespace, storage prefix, log level, co-pilot's image, variables on every container."""
    reading = read("configuration: {}")
    config = reading.config
    assert reading.findings == ()
    assert (config.namespace, config.storage_prefix, config.logger_level) == ("flyte", "s3://flyte-data", 1)
    assert config.co_pilot.image == "cr.flyte.org/flyteorg/flyte-binary-v2:latest"
    assert config.default_env_vars == CHART
    assert config.storage.container == "my-organization-flyte-container"
    assert config.storage.stow_config == {
        "region": "us-east-1",
        "disable_ssl": "0",
        "v2_signing": "0",
        "auth_type": "iam",
    }
    assert reading.backend_namespace == "flyte"
    assert str(config.origin("default-env-vars")) == "config: plugins.k8s.default-env-vars (by the chart flyte-binary)"


def test_every_part_of_the_values() -> None:
    """Core components, enabled plugins, logging, storage; the inline part wins."""
    config = read(
        """
flyte-core-components:
  runs: {storagePrefix: "s3://prod"}
  actions: {kubernetes: {namespace: ml-tasks}}
  executor: {defaultK8sServiceAccount: task}
enabled_plugins: {tasks: {task-plugins: {default-for-task-types: {mine: ray}}}}
configuration:
  logging: {level: 4}
  storage: {metadataContainer: meta, providerConfig: {s3: {region: us-east-2, endpoint: "http://s3.{{ .Release.Namespace }}"}}}
  co-pilot: {image: {repository: mine, tag: v1}}
  inline:
    runs: {storagePrefix: "s3://inline"}
    plugins: {k8s: {default-cpus: 250m}}
service: {ports: {http: 80}}
""",
        Release("prod", "system"),
    ).config
    assert (config.namespace, config.default_service_account, config.storage_prefix) == (
        "ml-tasks",
        "task",
        "s3://inline",
    )
    assert config.default_for_task_types["mine"] == "ray"
    assert config.default_for_task_types["container"] == "container"
    assert (config.logger_level, config.default_cpus, config.co_pilot.image) == (4, "250m", "mine:v1")
    assert (config.storage.container, config.storage.stow_config["endpoint"]) == ("meta", "http://s3.system")
    assert config.default_env_vars["_U_EP_OVERRIDE"] == "prod-flyte-binary-http.system:80"
    assert str(config.origin("default-cpus")) == "config: plugins.k8s.default-cpus"


@pytest.mark.parametrize(
    ("values", "release", "name"),
    [
        ("", "flyte-binary", "flyte-binary"),
        ("", "my-flyte-binary", "my-flyte-binary"),
        ("", "flyte", "flyte-flyte-binary"),
        ("nameOverride: fb", "flyte", "flyte-fb"),
        ("fullnameOverride: backend", "flyte", "backend"),
        ("nameOverride: " + "n" * 80, "flyte", "flyte-" + "n" * 57),
    ],
)
def test_the_name_of_the_release(values: str, release: str, name: str) -> None:
    config = read(f"configuration: {{}}\n{values}", Release(release)).config
    assert config.default_env_vars["_U_EP_OVERRIDE"] == f"{name}-http.flyte:8090"


def test_inline_variables_replace_the_charts() -> None:
    """A list replaces a list; templates that name the release are rendered, others are said."""
    reading = read(
        """
configuration:
  inline:
    plugins:
      k8s:
        default-env-vars:
        - A: x.{{ .Release.Namespace }}
        - B: '{{ include "mine" . }}'
"""
    )
    assert reading.config.default_env_vars == {"A": "x.flyte", "B": '{{ include "mine" . }}'}
    assert [(found.code.value, found.field) for found in reading.findings] == [
        ("helm-value-not-read", "configuration.inline.plugins.k8s.default-env-vars[1].B")
    ]


@pytest.mark.parametrize(
    ("storage", "inline", "secret"),
    [
        ("{}", "{}", ""),
        (
            "{providerConfig: {s3: {authType: accesskey, accessKey: a, secretKey: b}}}",
            "{}",
            "flyte-binary-copilot-storage-config-secret",
        ),
        ("{providerConfig: {s3: {authType: accesskey, accessKey: a, secretKeyPath: /b}}}", "{}", ""),
        ("{provider: azure, providerConfig: {azure: {key: k}}}", "{}", "flyte-binary-copilot-storage-config-secret"),
        ("{provider: azure}", "{}", ""),
        ("{provider: gcs}", "{}", ""),
        ("{}", "{storage: {container: c}}", "flyte-binary-copilot-storage-config-secret"),
    ],
)
def test_copilot_reads_its_storage_from_a_secret(storage: str, inline: str, secret: str) -> None:
    """Where there are credentials, or may be."""
    config = read(f"configuration: {{storage: {storage}, inline: {inline}}}").config
    assert config.co_pilot.storage_config_secret_name == secret
    task = container_spec(task_type="raw-container")
    task.task_template.container.data_config.enabled = True
    task.task_template.interface.CopyFrom(interface(["x"], []))
    command = build(task, config).spec["initContainers"][0]["command"]
    assert (f"{STORAGE_PATH}/*.yaml" in command) is bool(secret)
    assert not any(part[-2:] == "=a" and "access" in part for part in command)


def test_an_own_secret_for_copilot() -> None:
    config = read("configuration: {co-pilot: {storageSecretRef: mine}}").config
    assert config.co_pilot.storage_config_secret_name == "mine"


def test_yes_and_no_are_booleans_to_helm() -> None:
    """Helm reads its values as kubectl does, and writes `true` for the backend."""
    config = read(
        "configuration: {inline: {plugins: {k8s: {inject-finalizer: yes, default-labels: [spot: on]}}}}"
    ).config
    assert config.inject_finalizer is True
    assert config.default_labels == {"spot": "1"}


def test_a_null_removes_a_default() -> None:
    config = read("configuration: {storage: null}\nflyte-core-components: {runs: {storagePrefix: null}}").config
    assert config.storage.container == ""
    assert config.storage_prefix == "file:///tmp/flyte/data"


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("configuration: {externalConfigMap: cm}", "helm-value-not-read", "configuration.externalConfigMap"),
        ("configuration: {inlineSecretRef: s}", "helm-value-not-read", "configuration.inlineSecretRef"),
        (
            "configuration: {extraInlineConfigMapRefs: [a]}",
            "helm-value-not-read",
            "configuration.extraInlineConfigMapRefs",
        ),
        (
            "configuration: {}\ndeployment: {extraEnvVars: [{name: A}]}",
            "helm-value-not-read",
            "deployment.extraEnvVars",
        ),
        ("configuration: {}\ndeployment: {args: [a]}", "helm-value-not-read", "deployment.args"),
        ("configuration: {inlin: {}}", "unknown-config-key", "configuration.inlin"),
        ("configuration: {}\nenabled_plugin: {}", "unknown-config-key", "enabled_plugin"),
        ("flyte-core-components: {run: {a: 1}}", "unknown-config-key", "run"),
        ("flyte-binary: {configuration: {}}", "helm-value-not-read", "flyte-binary"),
    ],
)
def test_what_is_not_read_is_said(text: str, code: str, field: str) -> None:
    assert [(found.code.value, found.field) for found in read(text).findings] == [(code, field)]


DEVBOX_VARIABLES = {
    "FLYTE_AWS_ENDPOINT": "http://rustfs-svc.flyte:9000",
    "FLYTE_AWS_ACCESS_KEY_ID": "rustfs",
    "FLYTE_AWS_SECRET_ACCESS_KEY": "rustfsstorage",
    **CHART,
}


@pytest.mark.parametrize(
    ("text", "release"),
    [("flyte-binary: {}", "flyte-devbox"), ("rustfs: {enabled: true}\nflyte-binary: {console: {}}", "flyte-binary")],
)
def test_what_the_devbox_sets_by_default(text: str, release: str) -> None:
    """As its rendered manifest has it: bucket, log level, co-pilot's image and secret, variables."""
    reading = read(text, Release(release))
    config = reading.config
    assert reading.findings == ()
    assert (config.namespace, config.storage_prefix, config.logger_level) == ("flyte", "s3://flyte-data", 5)
    assert config.co_pilot.image == "flyte-binary-v2:sandbox"
    assert config.co_pilot.storage_config_secret_name == "flyte-binary-copilot-storage-config-secret"
    assert config.default_env_vars == DEVBOX_VARIABLES
    assert config.storage.container == "flyte-data"
    shown = {"region": "us-east-1", "disable_ssl": "1", "v2_signing": "1", "auth_type": "accesskey"}
    assert shown.items() <= config.storage.stow_config.items()
    assert config.storage.stow_config["endpoint"] == "http://rustfs-svc.flyte:9000"
    assert str(config.origin("default-env-vars")) == "config: plugins.k8s.default-env-vars (by the chart flyte-devbox)"


def test_values_for_the_devbox_win_over_its_own() -> None:
    text = """
docker-registry: {enabled: false}
flyte-binary:
  configuration:
    logging: {level: 2}
    inline: {plugins: {k8s: {default-cpus: 250m, default-env-vars: [A: "1"]}}}
"""
    config = read(text, Release("dev", "box")).config
    assert (config.logger_level, config.default_cpus, config.default_env_vars) == (2, "250m", {"A": "1"})
    assert config.storage.stow_config["endpoint"] == "http://rustfs-svc.box:9000"
    assert str(config.origin("default-cpus")) == "config: plugins.k8s.default-cpus"


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("sandbox: {dev: true}\nflyte-binary: {enabled: false}", "helm-value-not-read", "flyte-binary.enabled"),
        ("sandbox: {}\nflyte-binary: {}\npostgresq: {}", "unknown-config-key", "postgresq"),
        (
            "sandbox: {}\nflyte-binary: {configuration: {inlineConfigMap: c}}",
            "helm-value-not-read",
            "flyte-binary.configuration.inlineConfigMap",
        ),
    ],
)
def test_what_is_not_rendered_of_the_devbox_is_said(text: str, code: str, field: str) -> None:
    assert [(found.code.value, found.field) for found in read(text).findings] == [(code, field)]


def test_an_external_configuration_leaves_the_built_in_defaults() -> None:
    config = read("configuration: {externalConfigMap: cm, inline: {plugins: {k8s: {default-cpus: 3}}}}").config
    assert (config.default_cpus, config.default_env_vars) == ("1", {})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{storage: {provider: ftp}}",
            "configuration.storage.provider: the chart flyte-binary does not render: it must",
        ),
        ("{storage: {providerConfig: {s3: {authType: none}}}}", "s3.authType: the chart flyte-binary does not render"),
        ("{storage: {providerConfig: {s3: {authType: accesskey}}}}", "s3.accessKey: the chart flyte-binary does not"),
        ("{storage: {providerConfig: {s3: {authType: accesskey, accessKey: a}}}}", "s3.secretKeyPath: the chart"),
        ("{storage: {metadataContainer: ''}}", "storage.metadataContainer: the chart flyte-binary does not render"),
        ("{externalConfigMap: a, co-pilot: {storageSecretRef: b}}", "co-pilot.storageSecretRef: the chart"),
        ("3", "configuration: expected a mapping, found 3"),
        ("{storage: 3}", "configuration.storage: expected a mapping, found 3"),
        ("{inline: [a]}", "configuration.inline: expected a mapping, found ['a']"),
        ("{storage: {providerConfig: 3}}", "configuration.storage.providerConfig"),
        ("{co-pilot: {image: a}}", "configuration.co-pilot.image: expected a mapping, found 'a'"),
        ("{inline: {plugins: {k8s: {default-cpus: x}}}}", "plugins.k8s.default-cpus: 'x' is not a Kubernetes quantity"),
    ],
)
def test_values_that_do_not_render(text: str, message: str) -> None:
    with pytest.raises(ClusterConfigError) as caught:
        read(f"configuration: {text}\nenabled_plugins: {{}}")
    assert caught.value.message.startswith("values.yaml: ")
    assert message in caught.value.message
