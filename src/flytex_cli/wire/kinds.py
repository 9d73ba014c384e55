"""The messages that a written spec may be, and how each is told by its document or its bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flytex_cli.records import Message


@dataclass(frozen=True)
class Kind:
    """One message that holds a task or an app.

    Attributes:
        app: whether it is of an app.
        fields: what its document always has.
        made: imports its class.
        is_whole: whether a message of it, read from bytes of any kind, is one.
        spec: what of it is compared, which is a message of the kind `message`.
    """

    message: Message
    app: bool
    fields: frozenset[str]
    made: Callable[[], Any]
    is_whole: Callable[[Any], bool]
    spec: Callable[[Any], Any] = lambda message: message


def _deploy_task_request() -> Any:
    from flyteidl2.task.task_service_pb2 import DeployTaskRequest

    return DeployTaskRequest


def _task_spec() -> Any:
    from flyteidl2.task.task_definition_pb2 import TaskSpec

    return TaskSpec


def _task_details() -> Any:
    from flyteidl2.task.task_definition_pb2 import TaskDetails

    return TaskDetails


def _create_request() -> Any:
    from flyteidl2.app.app_payload_pb2 import CreateRequest

    return CreateRequest


def _app() -> Any:
    from flyteidl2.app.app_definition_pb2 import App

    return App


def _is_task(spec: Any) -> bool:
    return bool(spec.task_template.id.name and spec.task_template.type)


def _is_app(app: Any) -> bool:
    return bool(app.metadata.id.name and app.HasField("spec"))


def _spec(message: Any) -> Any:
    return message.spec


WRITTEN = (
    Kind(
        Message.DEPLOY_REQUEST,
        False,
        frozenset({"taskId"}),
        _deploy_task_request,
        lambda message: _is_task(message.spec),
    ),
    Kind(Message.TASKSPEC, False, frozenset({"taskTemplate"}), _task_spec, _is_task),
    Kind(Message.DEPLOY_REQUEST, True, frozenset({"app"}), _create_request, lambda message: _is_app(message.app)),
    Kind(Message.APP, True, frozenset({"metadata", "spec"}), _app, _is_app),
)
"""What `flytex serialize` writes."""

SUMMARY = frozenset({"taskId", "metadata"})
DETAILS = Kind(Message.TASKSPEC, False, SUMMARY, _task_details, lambda message: _is_task(message.spec), _spec)
"""What a cluster says of a task. Its metadata is the cluster's own: who deployed it, and how many triggers it has."""
