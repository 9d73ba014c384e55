"""The `/dev/shm` volume of `extended_resources.shared_memory`."""

from __future__ import annotations

from flytex_cli.pods.draft import PodDraft, from_task
from flytex_cli.pods.findings import Code, error, warning
from flytex_cli.pods.quantity import canonical, try_parse
from flytex_cli.wire.struct import JsonObject

_FIELD = "task_template.extended_resources.shared_memory"


def apply_shared_memory(draft: PodDraft) -> None:
    """Mount a memory volume in the primary container. Comes after the templates, whose mounts it can clash with."""
    extended = draft.task.extended_resources
    found = draft.primary()
    if not extended.HasField("shared_memory") or found is None:
        return
    memory = extended.shared_memory
    path, primary = found
    problem = _conflict(draft.spec, primary, memory.mount_name, memory.mount_path)
    if problem is None and memory.size_limit and try_parse(memory.size_limit) is None:
        problem = f"Unable to parse size limit: {memory.size_limit!r} is not a Kubernetes quantity"
    if problem is not None:
        hint = "name another volume or path, or drop the one in the way" if "already" in problem else None
        draft.findings.append(error(Code.SHARED_MEMORY_CONFLICT, _FIELD, problem, hint))
        return
    # Without a size the backend writes an explicit zero, which the kubelet takes as "no cap of its own".
    size = canonical(memory.size_limit) if memory.size_limit else "0"
    volume: JsonObject = {"name": memory.mount_name, "emptyDir": {"medium": "Memory", "sizeLimit": size}}
    mount: JsonObject = {"name": memory.mount_name, "mountPath": memory.mount_path}
    for holder, item in (
        (draft.spec.setdefault("volumes", []), volume),
        (primary.setdefault("volumeMounts", []), mount),
    ):
        draft.origins.mark_all(item, from_task("extended_resources.shared_memory"))
        holder.append(item)
    _warn_of_size(draft, primary, size, path)


def _conflict(spec: JsonObject, primary: JsonObject, name: str, path: str) -> str | None:
    if not name:
        return "mount name is not set"
    if not path:
        return "mount path is not set"
    if any(volume.get("name") == name for volume in spec.get("volumes", [])):
        return f"A volume is already named {name} in pod spec"
    for mount in primary.get("volumeMounts", []):
        if mount.get("name") == name:
            return f"A volume is already named {name} in container"
        if mount.get("mountPath") == path:
            return f"{path} is already mounted in container"
    return None


def _warn_of_size(draft: PodDraft, primary: JsonObject, size: str, path: str) -> None:
    limit_text = primary.get("resources", {}).get("limits", {}).get("memory")
    shm, limit = try_parse(size), try_parse(limit_text)
    if shm is not None and limit is not None and shm > limit and not limit.is_zero:
        draft.findings.append(
            warning(
                Code.SHARED_MEMORY_LARGER_THAN_MEMORY,
                f"{path}.resources.limits.memory",
                f"shared memory of {size} counts against the container's memory limit of {limit_text}; "
                "filling it kills the container",
                "raise the memory limit above the shared memory",
            )
        )
