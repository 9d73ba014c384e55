"""The part of an operator's Flyte configuration that decides on Pods, with the backend's own defaults.

Field names are the keys of `plugins.k8s` with underscores; `config_reader.py` fills them from YAML.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flytex_cli.pods.devices import DEVICE_CLASSES, DEVICES, NVIDIA_CLASS, NVIDIA_KEY, DeviceClass
from flytex_cli.pods.origins import Origin, Source
from flytex_cli.wire.struct import JsonObject

NAMESPACE_KEY = "actions.kubernetes.namespace"
SERVICE_ACCOUNT_KEY = "executor.defaultK8sServiceAccount"
APPS = "internalApps"
_OTHER_SECTIONS = (NAMESPACE_KEY, SERVICE_ACCOUNT_KEY)


@dataclass(frozen=True)
class StorageConfig:
    """The `storage` section, as far as co-pilot containers are started with it.

    `stow_config` values that could be credentials never leave the reader: they are placeholders already.
    """

    type: str = "<storage>"
    container: str = ""
    enable_multicontainer: bool = False
    stow_kind: str = "<storage>"
    stow_config: Mapping[str, str] = field(default_factory=lambda: {"<storage>": "<storage>"})


@dataclass(frozen=True)
class CoPilotConfig:
    """`plugins.k8s.co-pilot`: the side-cars that move the data of raw containers."""

    name: str = "flyte-copilot-"
    image: str = "cr.flyte.org/flyteorg/flyte-binary-v2:latest"
    default_input_path: str = "/var/flyte/inputs"
    default_output_path: str = "/var/flyte/outputs"
    input_vol_name: str = "flyte-inputs"
    output_vol_name: str = "flyte-outputs"
    cpu: str = "500m"
    memory: str = "128Mi"
    timeout_seconds: float = 3600
    storage_config_override: StorageConfig | None = None
    storage_config_secret_name: str = ""


@dataclass(frozen=True)
class AppsConfig:
    """`internalApps`: how the backend makes the Services of apps.

    Attributes:
        enabled: whether it makes any.
    """

    enabled: bool = False
    default_env_vars: Mapping[str, str] = field(default_factory=dict)
    default_request_timeout: float = 300
    default_service_account: str = ""
    max_request_timeout: float = 3600
    namespaced_name_suffix_template: str = "{{ project }}-{{ domain }}"


@dataclass(frozen=True)
class ClusterConfig:
    """How one cluster's backend makes Pods, and the Services of apps.

    Attributes:
        given: the keys (`default-memory`) the operator set; all others are built-in defaults.
        by_chart: those of them that the Helm chart set.
        chart: name of that chart.
        by_gpu_key: whether `with_gpu_key` decided on the name of GPUs.
        is_known: whether it was read from an operator's file, rather than being the backend's built-in one.
    """

    accelerator_device_classes: Mapping[str, DeviceClass] = field(default_factory=lambda: DEVICE_CLASSES)
    accelerator_devices: Mapping[str, str] = field(default_factory=lambda: DEVICES)
    co_pilot: CoPilotConfig = field(default_factory=CoPilotConfig)
    default_affinity: JsonObject | None = None
    default_annotations: Mapping[str, str] = field(
        default_factory=lambda: {"cluster-autoscaler.kubernetes.io/safe-to-evict": "false"}
    )
    default_cpus: str = "1"
    default_env_from_configmaps: tuple[str, ...] = ()
    default_env_from_secrets: tuple[str, ...] = ()
    default_env_vars: Mapping[str, str] = field(default_factory=dict)
    default_env_vars_from_env: Mapping[str, str] = field(default_factory=dict)
    default_labels: Mapping[str, str] = field(default_factory=dict)
    default_memory: str = "1Gi"
    default_node_selector: Mapping[str, str] = field(default_factory=dict)
    default_pod_dns_config: JsonObject | None = None
    default_pod_security_context: JsonObject | None = None
    default_pod_template_name: str = ""
    default_security_context: JsonObject | None = None
    default_tolerations: tuple[JsonObject, ...] = ()
    disable_inject_owner_references: bool = False
    enable_host_networking_pod: bool | None = None
    gpu_device_node_label: str = "k8s.amazonaws.com/accelerator"
    gpu_partition_size_node_label: str = "k8s.amazonaws.com/gpu-partition-size"
    gpu_resource_name: str = NVIDIA_KEY
    gpu_unpartitioned_node_selector_requirement: JsonObject | None = None
    gpu_unpartitioned_toleration: JsonObject | None = None
    image_pull_policy: str = ""
    inject_finalizer: bool = False
    interruptible_node_selector: Mapping[str, str] = field(default_factory=dict)
    interruptible_node_selector_requirement: JsonObject | None = None
    interruptible_tolerations: tuple[JsonObject, ...] = ()
    non_interruptible_node_selector_requirement: JsonObject | None = None
    resource_tolerations: Mapping[str, tuple[JsonObject, ...]] = field(default_factory=dict)
    scheduler_name: str = ""

    # From other sections of the same file.
    apps: AppsConfig = field(default_factory=AppsConfig)
    connector_task_types: tuple[str, ...] = ("task_type_3", "task_type_4")
    default_for_task_types: Mapping[str, str] = field(default_factory=dict)
    default_service_account: str = ""
    logger_level: int = 3
    namespace: str = "flyte"
    storage: StorageConfig = field(default_factory=StorageConfig)
    storage_prefix: str = "file:///tmp/flyte/data"

    given: frozenset[str] = frozenset()
    by_chart: frozenset[str] = frozenset()
    chart: str = ""
    by_gpu_key: bool = False
    is_known: bool = field(default=False, compare=False)

    @property
    def owner(self) -> str:
        """Whose configuration this is, as the subject of a sentence."""
        return "the cluster" if self.is_known else "Flyte by default"

    def origin(self, key: str) -> Origin:
        """Return where the value of a key comes from: the operator's file, or the backend itself."""
        path = key if key in _OTHER_SECTIONS or key.startswith(f"{APPS}.") else f"plugins.k8s.{key}"
        path += f" (by the chart {self.chart})" if key in self.by_chart else ""
        return Origin(Source.CONFIG if key in self.given else Source.DEFAULT, path)

    def resource_origin(self, device_class: str | None) -> Origin:
        """Return where the resource name of a device class comes from, or that of GPUs of no class."""
        own = self.accelerator_device_classes.get(device_class) if device_class is not None else None
        by_class = own is not None and bool(own.resource_name)
        if self.by_gpu_key and (device_class == NVIDIA_CLASS or not by_class):
            return Origin(Source.RUN, "--gpu-key")
        return self.origin("accelerator-device-classes" if by_class else "gpu-resource-name")

    def with_gpu_key(self, key: str) -> ClusterConfig:
        """Return the configuration of a cluster whose (NVIDIA) GPUs are counted as `key`.

        Sets `gpu-resource-name` and the NVIDIA device class together: alone, the first has no effect on a task that
        names its accelerator, since the built-in class has a resource name of its own.
        """
        classes = dict(self.accelerator_device_classes)
        classes[NVIDIA_CLASS] = replace(classes.get(NVIDIA_CLASS, DeviceClass()), resource_name=key)
        return replace(
            self,
            gpu_resource_name=key,
            accelerator_device_classes=classes,
            by_gpu_key=True,
        )

    def device_class(self, name: str) -> DeviceClass:
        """Return the settings of a device class, each empty one filled from the `gpu-*` keys."""
        own = self.accelerator_device_classes.get(name, DeviceClass())
        return DeviceClass(
            resource_name=own.resource_name or self.gpu_resource_name,
            device_node_label=own.device_node_label or self.gpu_device_node_label,
            partition_size_node_label=own.partition_size_node_label or self.gpu_partition_size_node_label,
            unpartitioned_node_selector_requirement=own.unpartitioned_node_selector_requirement
            or self.gpu_unpartitioned_node_selector_requirement,
            unpartitioned_toleration=own.unpartitioned_toleration or self.gpu_unpartitioned_toleration,
            pod_template=own.pod_template,
        )

    def accelerator_names(self) -> list[str]:
        """Return every resource name that counts as an accelerator."""
        names = {device.resource_name for device in self.accelerator_device_classes.values()}
        return sorted({self.gpu_resource_name, *names} - {""})
