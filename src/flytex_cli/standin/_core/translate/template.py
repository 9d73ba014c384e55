"""`TaskTemplate`: the parts put together; what few tasks have is loaded for those that have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flyteidl2.core import identifier_pb2, tasks_pb2

from flytex_cli.standin._core.context.serialization import SerializationContext

from .container import to_container
from .interface import to_typed_interface
from .message import message
from .metadata import to_metadata
from .resources import to_extended_resources
from .security import to_security_context

if TYPE_CHECKING:
    from flytex_cli.standin._core.context.task_context import TaskContext
    from flytex_cli.standin._core.task.template import TaskTemplate


def to_task_template(
    task: TaskTemplate[..., Any, Any], sctx: SerializationContext, task_context: TaskContext | None = None
) -> tasks_pb2.TaskTemplate:
    """Return the template; its target is a pod with a PodTemplate, SQL where the task has it, a container otherwise."""
    config: dict[str, str] = {}
    container = pod = None
    sql = task.sql(sctx)
    if task.pod_template and not isinstance(task.pod_template, str):
        from .pod import PRIMARY_CONTAINER_KEY, to_k8s_pod

        pod = to_k8s_pod(to_container(task, sctx), task.pod_template)
        config[PRIMARY_CONTAINER_KEY] = task.pod_template.primary_container_name
    elif sql is None:
        container = to_container(task, sctx)
    template = message(
        tasks_pb2.TaskTemplate,
        id=_to_identifier(task, sctx),
        type=task.task_type,
        metadata=to_metadata(task, sctx, task_context),
        interface=to_typed_interface(task),
        custom=task.custom_config(sctx) or None,
        container=container,
        task_type_version=task.task_type_version,
        security_context=to_security_context(task.secrets, task.service_account),
        config=config,
        k8s_pod=pod,
        sql=sql,
        extended_resources=to_extended_resources(task.resources),
    )
    if task.reusable is not None:
        from .reuse import add_reuse

        add_reuse(template, task, sctx)
    return template


def _to_identifier(task: TaskTemplate[..., Any, Any], sctx: SerializationContext) -> identifier_pb2.Identifier:
    return identifier_pb2.Identifier(
        resource_type=identifier_pb2.TASK,
        project=sctx.project,
        domain=sctx.domain,
        org=sctx.org,
        name=task.name,
        version=sctx.version,
    )
