"""Co-pilot: the two side-cars that carry inputs and outputs for raw containers (`data_config.enabled`)."""

from __future__ import annotations

import base64

from flyteidl2.core import tasks_pb2
from google.protobuf.message import Message

from flytex_cli.pods.cluster_config import CoPilotConfig, StorageConfig
from flytex_cli.pods.draft import PodDraft, from_task
from flytex_cli.pods.durations import duration_text
from flytex_cli.pods.errors import QuantityError
from flytex_cli.pods.findings import Code, error
from flytex_cli.pods.quantity import canonical
from flytex_cli.wire.struct import JsonObject

STORAGE_VOLUME = "flyte-copilot-storage-config"
STORAGE_PATH = "/etc/flyte/copilot"

_ORIGIN = from_task("data_config")


def apply_copilot(draft: PodDraft) -> None:
    """Add the data volumes and the containers that fill and empty them, where the task's interface needs them."""
    data = _data_config(draft.task)
    found = draft.primary()
    if data is None or not data.enabled or found is None:
        return
    config = draft.config.co_pilot
    primary = found[1]
    # Also without inputs and outputs, and it keeps `default-security-context` away from the primary container.
    context = primary.setdefault("securityContext", {})
    if "capabilities" not in context:
        context["capabilities"] = {}
        draft.origins.mark(primary, "securityContext", _ORIGIN)
    interface = draft.task.interface
    has_inputs, has_outputs = bool(interface.inputs.variables), bool(interface.outputs.variables)
    secret = config.storage_config_secret_name
    if secret and (has_inputs or has_outputs):
        source = {"sources": [{"secret": {"name": secret}}], "defaultMode": 0o444}
        _append(draft, draft.spec, "volumes", {"name": STORAGE_VOLUME, "projected": source})
    if has_inputs:
        mount = {"name": config.input_vol_name, "mountPath": data.input_path or config.default_input_path}
        _append(draft, primary, "volumeMounts", mount)
        _append(draft, draft.spec, "volumes", {"name": config.input_vol_name, "emptyDir": {}})
        args = _download_args(draft, data, mount["mountPath"])
        _append(draft, draft.spec, "initContainers", _container(draft, "downloader", args, mount))
    if has_outputs:
        mount = {"name": config.output_vol_name, "mountPath": data.output_path or config.default_output_path}
        _append(draft, primary, "volumeMounts", mount)
        _append(draft, draft.spec, "volumes", {"name": config.output_vol_name, "emptyDir": {}})
        uploader = _container(draft, "uploader", _upload_args(draft, config, mount["mountPath"]), mount)
        # A native side-car: it runs beside the task, and starts before the downloader.
        uploader["restartPolicy"] = "Always"
        draft.origins.mark_all(uploader, _ORIGIN)
        draft.spec["initContainers"] = [uploader, *draft.spec.get("initContainers", [])]
        draft.spec["terminationGracePeriodSeconds"] = int(config.timeout_seconds)
        draft.origins.mark(draft.spec, "terminationGracePeriodSeconds", draft.config_origin("co-pilot.timeout"))


def _data_config(task: tasks_pb2.TaskTemplate) -> tasks_pb2.DataLoadingConfig | None:
    target = task.WhichOneof("target")
    holder = task.container if target == "container" else task.k8s_pod if target == "k8s_pod" else None
    return holder.data_config if holder is not None and holder.HasField("data_config") else None


def _append(draft: PodDraft, holder: JsonObject, field: str, item: JsonObject) -> None:
    holder.setdefault(field, []).append(item)
    draft.origins.mark_all(item, _ORIGIN)


def _container(draft: PodDraft, name: str, args: list[str], mount: JsonObject) -> JsonObject:
    config = draft.config.co_pilot
    mounts = [dict(mount)]
    if config.storage_config_secret_name:
        mounts.append({"name": STORAGE_VOLUME, "mountPath": STORAGE_PATH, "readOnly": True})
    amounts = {"cpu": _quantity(draft, "cpu", config.cpu), "memory": _quantity(draft, "memory", config.memory)}
    return {
        "name": config.name + name,
        "image": config.image,
        "command": _command(draft),
        "args": args,
        "workingDir": "/",
        "resources": {"requests": dict(amounts), "limits": dict(amounts)},
        "volumeMounts": mounts,
        "terminationMessagePolicy": "FallbackToLogsOnError",
        "imagePullPolicy": "IfNotPresent",
    }


def _command(draft: PodDraft) -> list[str]:
    config = draft.config.co_pilot
    override = config.storage_config_override
    storage = override or draft.config.storage
    command = [
        "/bin/flyte-copilot",
        "--storage.limits.maxDownloadMBs=0",
        f"--logger.level={draft.config.logger_level}",
    ]
    if storage.enable_multicontainer:
        command.append("--storage.enable-multicontainer")
    if storage.container:
        command.append(f"--storage.container={storage.container}")
    command.append(f"--storage.type={storage.type}")
    if config.storage_config_secret_name:
        command += ["--config", f"{STORAGE_PATH}/*.yaml"]
        if override is None:
            return command
    return command + _stow_args(draft, storage)


def _stow_args(draft: PodDraft, storage: StorageConfig) -> list[str]:
    if not storage.stow_config or not storage.stow_kind:
        draft.findings.append(
            error(
                Code.BAD_COPILOT,
                "storage.stow",
                "no stow.config or stow.kind specified",
                "give storage.stow.kind and storage.stow.config, or co-pilot.storage-config-secret-name",
            )
        )
        return []
    pairs = [f"{key}={value}" for key, value in sorted(storage.stow_config.items())]
    return [
        *(part for pair in pairs for part in ("--storage.stow.config", pair)),
        f"--storage.stow.kind={storage.stow_kind}",
    ]


def _download_args(draft: PodDraft, data: tasks_pb2.DataLoadingConfig, local_dir: str) -> list[str]:
    execution = draft.execution
    return [
        *("download", "--from-remote", execution.input_file, "--to-output-prefix", execution.output_prefix),
        *("--to-local-dir", local_dir, "--format", _choice(data, "format")),
        *("--file-input-layout", _choice(data, "file_input_layout")),
        *("--input-interface", _base64(draft.task.interface.inputs)),
    ]


def _upload_args(draft: PodDraft, config: CoPilotConfig, local_dir: str) -> list[str]:
    execution = draft.execution
    return [
        *("sidecar", "--timeout", duration_text(config.timeout_seconds)),
        *("--to-raw-output", execution.raw_output_prefix, "--to-output-prefix", execution.output_prefix),
        *("--from-local-dir", local_dir, "--interface", _base64(draft.task.interface)),
    ]


def _choice(data: tasks_pb2.DataLoadingConfig, field: str) -> str:
    """Return the name of an enum value; a flyteidl2 without the field means its default."""
    descriptor = data.DESCRIPTOR.fields_by_name.get(field)
    if descriptor is None:
        return "DIRECT"
    number = getattr(data, field)
    value = descriptor.enum_type.values_by_number.get(number) if descriptor.enum_type else None
    return str(value.name) if value else str(number)


def _base64(message: Message) -> str:
    return base64.b64encode(message.SerializeToString(deterministic=True)).decode()


def _quantity(draft: PodDraft, key: str, text: str) -> str:
    try:
        return canonical(text)
    except QuantityError as problem:
        draft.findings.append(error(Code.BAD_COPILOT, f"plugins.k8s.co-pilot.{key}", problem.message, problem.hint))
        return text
