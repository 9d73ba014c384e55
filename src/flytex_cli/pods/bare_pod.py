"""A PodSpec from resources alone: the container, and what the backend adds for its accelerator and /dev/shm.

There is no task, so there is no image, no command and nothing that the backend derives from a run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flyteidl2.core import tasks_pb2

from flytex_cli.config import nearest
from flytex_cli.errors import OptionError, UsageError
from flytex_cli.facts.accelerators import ACCELERATORS
from flytex_cli.pods.accelerators import apply_accelerator
from flytex_cli.pods.bare import AmountRange, BareResources, GpuAmount
from flytex_cli.pods.build import BuiltPod
from flytex_cli.pods.cluster_config import ClusterConfig
from flytex_cli.pods.devices import device_class_name
from flytex_cli.pods.draft import PodDraft
from flytex_cli.pods.names import is_dns_label
from flytex_cli.pods.run import Execution, RunOptions
from flytex_cli.pods.shared_memory import apply_shared_memory
from flytex_cli.standin import Resources
from flytex_cli.standin.extend import get_proto_extended_resources, pod_spec_from_resources
from flytex_cli.wire.struct import JsonObject

if TYPE_CHECKING:
    from kubernetes.client import V1PodSpec


def to_bare_pod(resources: BareResources, container_name: str, gpu_key: str | None, config: ClusterConfig) -> BuiltPod:
    """Build the PodSpec of one container with these resources, through `flyte.extend.pod_spec_from_resources`.

    An amount without a limit is request and limit both. `gpu_key` names any accelerator; without it the device's class
    does.

    Raises:
        UsageError: the device, its count, or the container's name is impossible.
    """
    if not is_dns_label(container_name):
        raise OptionError(
            "--container-name",
            f"{container_name!r} cannot name a container",
            hint="at most 63 lowercase letters, digits and '-', with a letter or digit at both ends",
        )
    requests, limits = _resources(resources, limit=False), _resources(resources, limit=True)
    task = tasks_pb2.TaskTemplate(extended_resources=get_proto_extended_resources(requests))
    draft = PodDraft(task, config, Execution(RunOptions(), "", "", config.namespace, config.storage_prefix))
    key = gpu_key or _gpu_key(draft)
    draft.spec = _to_json(pod_spec_from_resources(container_name, requests, limits, key))
    draft.primary_name = container_name
    apply_accelerator(draft)
    apply_shared_memory(draft)
    return BuiltPod({"spec": draft.spec}, container_name, tuple(draft.findings), draft.origins)


def _resources(resources: BareResources, *, limit: bool) -> Resources:
    def amount(text: AmountRange | None) -> str | None:
        return None if text is None else (text.limit or text.request) if limit else text.request

    return Resources(
        cpu=amount(resources.cpu),
        memory=amount(resources.memory),
        disk=amount(resources.disk),
        gpu=_gpu(resources.gpu),
        shm=resources.shm,
    )


def _gpu(gpu: GpuAmount | None) -> str | int | None:
    """Return the SDK's own form of an amount of accelerators.

    Raises:
        UsageError: the SDK knows no such device, or not in this number.
    """
    if gpu is None or gpu.device is None:
        return None if gpu is None else gpu.count
    try:
        Resources(gpu=str(gpu))
    except ValueError as error:
        raise _impossible(gpu, gpu.device, error) from error
    return str(gpu)


def _impossible(gpu: GpuAmount, device: str, error: ValueError) -> UsageError:
    names = list(dict.fromkeys(name.partition(":")[0] for name in ACCELERATORS))
    if device in names:
        return OptionError("--gpu", f"'{gpu}': {str(error).partition(': ')[2] or error}")
    by_letters = {name.lower(): name for name in names}
    near = by_letters.get(device.lower())
    guess = f"; did you mean {near}?" if near else nearest(device, names)
    return OptionError("--gpu", f"no device {device!r}{guess}", hint=f"the SDK knows {', '.join(names)}")


def _gpu_key(draft: PodDraft) -> str:
    accelerator = draft.accelerator
    if accelerator is None:
        return draft.config.gpu_resource_name
    return draft.config.device_class(device_class_name(accelerator)).resource_name


def _to_json(spec: V1PodSpec) -> JsonObject:
    from kubernetes.client import ApiClient

    plain: JsonObject = ApiClient().sanitize_for_serialization(spec)
    for container in plain["containers"]:
        amounts = container["resources"]
        container["resources"] = {side: amounts[side] for side in ("requests", "limits") if amounts.get(side)}
    return plain
