"""`TaskMetadata`: cache, retries, timeouts and the flags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flyteidl2.common import identifier_pb2 as common_identifier_pb2
from flyteidl2.core import execution_pb2, tasks_pb2
from google.protobuf.wrappers_pb2 import BoolValue

from flytex_cli.standin._core.common.version import version
from flytex_cli.standin._core.context.serialization import SerializationContext
from flytex_cli.standin._core.task.cache import Cache, VersionParameters, cache_from_request

from .durations import to_duration
from .message import message
from .retries import to_retry_strategy
from .timeouts import to_max_runtime, to_timeout_strategy

if TYPE_CHECKING:
    from flytex_cli.standin._core.context.task_context import TaskContext
    from flytex_cli.standin._core.task.template import TaskTemplate


def to_metadata(
    task: TaskTemplate[..., Any, Any], sctx: SerializationContext, task_context: TaskContext | None
) -> tasks_pb2.TaskMetadata:
    """Return the metadata; a reusable task cannot be debugged, whatever its flag says."""
    cache = cache_from_request(task.cache)
    return message(
        tasks_pb2.TaskMetadata,
        discoverable=cache.is_enabled(),
        discovery_version=_cache_version(task, cache, sctx),
        cache_serializable=cache.serialize,
        cache_ignore_input_vars=cache.get_ignored_inputs() if cache.is_enabled() else None,
        cache_max_age=to_duration(cache.max_age),
        runtime=tasks_pb2.RuntimeMetadata(version=version(), type=tasks_pb2.RuntimeMetadata.FLYTE_SDK, flavor="python"),
        retries=to_retry_strategy(task.retries),
        timeout=to_max_runtime(task.timeout),
        timeouts=to_timeout_strategy(task.timeout),
        pod_template_name=task.pod_template if isinstance(task.pod_template, str) else None,
        interruptible=task.interruptible,
        generates_deck=BoolValue(value=task.report),
        debuggable=task.debuggable if task.reusable is None else False,
        is_entrypoint=task.entrypoint,
        produces_artifacts=task.produces_artifacts,
        log_links=_log_links(task, task_context),
        image_build_run=_image_build_run(task, sctx),
        code_bundle_uri=sctx.code_bundle.tgz if sctx.code_bundle else None,
    )


def _cache_version(task: TaskTemplate[..., Any, Any], cache: Cache, sctx: SerializationContext) -> str:
    """Return the version of the code, which the backend wants for recovery also where nothing is cached."""
    if sctx.code_bundle and sctx.code_bundle.pkl:
        return sctx.code_bundle.computed_version
    counted = cache if cache.is_enabled() else cache_from_request("auto")
    return counted.get_version(VersionParameters(func=task._function(), image=task.image))


def _log_links(task: TaskTemplate[..., Any, Any], task_context: TaskContext | None) -> list[execution_pb2.TaskLog]:
    if task_context is None:
        return []
    action = task_context.action
    return [
        execution_pb2.TaskLog(
            name=link.name,
            icon_uri=link.icon_uri,
            uri=link.get_link(
                run_name=action.run_name or "",
                project=action.project or "",
                domain=action.domain or "",
                context=task_context.custom_context or {},
                parent_action_name=action.name or "",
                action_name="{{.actionName}}",
                pod_name="{{.podName}}",
            ),
        )
        for link in task.links
    ]


def _image_build_run(
    task: TaskTemplate[..., Any, Any], sctx: SerializationContext
) -> common_identifier_pb2.RunIdentifier | None:
    runs = sctx.image_cache.build_run_ids if sctx.image_cache else {}
    run = runs.get(task.parent_env_name or "")
    if run is None:
        return None
    return common_identifier_pb2.RunIdentifier(org=run.org, project=run.project, domain=run.domain, name=run.name)
