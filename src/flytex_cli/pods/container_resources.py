"""The resources of a container in the Pod: resolved, marked with their origins, and with warnings of surprises."""

from __future__ import annotations

from collections.abc import Mapping

from flytex_cli.pods.devices import device_class_name
from flytex_cli.pods.draft import PodDraft, from_task
from flytex_cli.pods.findings import Code, warning
from flytex_cli.pods.origins import Origin, child
from flytex_cli.pods.resources import (
    CPU,
    GPU,
    MEMORY,
    Requirements,
    Resolved,
    ResourceMode,
    rename_gpu,
    resolve,
)
from flytex_cli.wire.struct import JsonObject


def complete_resources(draft: PodDraft, container: JsonObject, path: str, mode: ResourceMode) -> None:
    """Give a container the resources the backend gives it, and say what was changed."""
    before: JsonObject = container.get("resources", {})
    own = Requirements(dict(before.get("requests", {})), dict(before.get("limits", {})))
    renamed = [side for side, values in (("requests", own.requests), ("limits", own.limits)) if GPU in values]
    name, gpu_origin = gpu_resource_name(draft)
    rename_gpu(own, name)
    defaults = {CPU: draft.config.default_cpus, MEMORY: draft.config.default_memory}
    written = Requirements(dict(own.requests), dict(own.limits))
    resolved = resolve(own, mode, defaults, draft.config.accelerator_names())
    resources = {
        **{key: value for key, value in before.items() if key not in ("requests", "limits")},
        "requests": dict(sorted(own.requests.items())),
        "limits": dict(sorted(own.limits.items())),
    }
    container["resources"] = resources
    _keep_marks(draft, before, resources)
    for side in renamed:
        draft.origins.mark(resources[side], name, gpu_origin)
    _mark(draft, resources, written, resolved)
    _warn(draft, written, resolved, f"{path}.resources")


def gpu_resource_name(draft: PodDraft) -> tuple[str, Origin]:
    """Return the resource name that `gpu` stands for, and the key that decides on it."""
    accelerator = draft.accelerator
    if accelerator is None:
        return draft.config.gpu_resource_name, draft.config.resource_origin(None)
    name = device_class_name(accelerator)
    return draft.config.device_class(name).resource_name, draft.config.resource_origin(name)


def _keep_marks(draft: PodDraft, before: JsonObject, after: JsonObject) -> None:
    for side in ("requests", "limits"):
        for name in before.get(side, {}):
            mark = draft.origins.of(before[side], name)
            if mark is not None and name in after[side]:
                draft.origins.mark(after[side], name, mark)


def _mark(draft: PodDraft, resources: JsonObject, written: Requirements, resolved: Mapping[str, Resolved]) -> None:
    keys = {CPU: "default-cpus", MEMORY: "default-memory"}
    for name, result in resolved.items():
        for side, note, own in (
            ("requests", result.request_note, written.requests),
            ("limits", result.limit_note, written.limits),
        ):
            if note == "default" and name in keys:
                draft.origins.mark(resources[side], name, draft.config_origin(keys[name]))
            elif note:
                draft.origins.mark(resources[side], name, from_task(note))
            elif name not in own:
                draft.origins.mark(resources[side], name, from_task("unset, which becomes zero beside the primary"))


def _warn(draft: PodDraft, written: Requirements, resolved: Mapping[str, Resolved], path: str) -> None:
    for name, result in resolved.items():
        if result.lowered:
            draft.findings.append(
                warning(
                    Code.REQUEST_LOWERED,
                    child(f"{path}.requests", name),
                    f"the {name} request {written.requests[name]} is above its limit and is lowered to {result.limit}",
                    "raise the limit or lower the request",
                )
            )
        if result.limit.is_zero and not result.request.is_zero:
            draft.findings.append(
                warning(
                    Code.ZERO_LIMIT,
                    child(f"{path}.limits", name),
                    f"the backend writes the unset {name} limit as 0, below the request {result.request}, "
                    "and the API server refuses the Pod",
                    f"set limits.{name} of this container",
                )
            )
