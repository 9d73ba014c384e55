"""What a cluster answers of what was deployed to it, with what it adds itself: who deployed it and when, statuses."""

from __future__ import annotations

from collections.abc import Sequence

AT = 1_760_000_000


def answer(call: str, body: bytes, deployed: Sequence[bytes], apps: Sequence[bytes]) -> bytes | None:
    """The response to a unary call that reads; None where it is another."""
    match call:
        case "ListTasks":
            return _tasks(deployed)
        case "GetTaskDetails":
            return _details(body, deployed)
        case "ListTriggers":
            return _triggers(body, deployed)
        case "GetTriggerDetails":
            return _trigger(body, deployed)
        case "List":
            from flyteidl2.app.app_payload_pb2 import ListResponse

            return ListResponse(apps=_apps(apps)).SerializeToString()
        case "Get":
            from flyteidl2.app.app_payload_pb2 import GetRequest, GetResponse

            name = GetRequest.FromString(body).app_id.name
            found = next(app for app in _apps(apps) if app.metadata.id.name == name)
            return GetResponse(app=found).SerializeToString()
    return None


def _requests(deployed):
    from flyteidl2.task.task_service_pb2 import DeployTaskRequest

    return [DeployTaskRequest.FromString(body) for body in deployed]


def _metadata(request):
    from flyteidl2.task.task_definition_pb2 import TaskMetadata

    found = TaskMetadata(short_name=request.spec.short_name, environment_name=request.spec.environment.name)
    found.deployed_at.FromSeconds(AT)
    found.deployed_by.user.spec.email = "ada@example.com"
    found.triggers_summary.stats.total = len(request.triggers)
    return found


def _tasks(deployed) -> bytes:
    from flyteidl2.task.task_definition_pb2 import Task
    from flyteidl2.task.task_service_pb2 import ListTasksResponse

    found = [Task(task_id=request.task_id, metadata=_metadata(request)) for request in _requests(deployed)]
    return ListTasksResponse(tasks=found).SerializeToString()


def _details(body: bytes, deployed) -> bytes:
    from flyteidl2.task.task_service_pb2 import GetTaskDetailsRequest, GetTaskDetailsResponse

    wanted = GetTaskDetailsRequest.FromString(body).task_id
    request = next(each for each in _requests(deployed) if each.task_id == wanted)
    response = GetTaskDetailsResponse()
    response.details.task_id.CopyFrom(request.task_id)
    response.details.metadata.CopyFrom(_metadata(request))
    response.details.spec.CopyFrom(request.spec)
    return response.SerializeToString()


def _triggers(body: bytes, deployed) -> bytes:
    from flyteidl2.trigger.trigger_definition_pb2 import Trigger
    from flyteidl2.trigger.trigger_service_pb2 import ListTriggersRequest, ListTriggersResponse

    asked = ListTriggersRequest.FromString(body)
    task = asked.task_name.name or asked.task_id.name
    found = [
        Trigger(id=each.id, automation_spec=each.automation_spec, active=each.spec.active)
        for each in _trigger_details(deployed)
        if each.id.name.task_name == task
    ]
    return ListTriggersResponse(triggers=found).SerializeToString()


def _trigger(body: bytes, deployed) -> bytes:
    from flyteidl2.trigger.trigger_service_pb2 import GetTriggerDetailsRequest, GetTriggerDetailsResponse

    wanted = GetTriggerDetailsRequest.FromString(body).name
    found = next(
        each
        for each in _trigger_details(deployed)
        if (each.id.name.task_name, each.id.name.name) == (wanted.task_name, wanted.name)
    )
    return GetTriggerDetailsResponse(trigger=found).SerializeToString()


def _trigger_details(deployed):
    from flyteidl2.trigger.trigger_definition_pb2 import TriggerDetails

    for request in _requests(deployed):
        for trigger in request.triggers:
            found = TriggerDetails(automation_spec=trigger.automation_spec)
            found.id.name.name, found.id.name.task_name, found.id.revision = trigger.name, request.task_id.name, 3
            found.spec.active, found.spec.description = trigger.spec.active, trigger.spec.description
            found.spec.task_version = request.task_id.version
            for field in ("inputs", "run_spec"):
                if trigger.spec.HasField(field):
                    getattr(found.spec, field).CopyFrom(getattr(trigger.spec, field))
            found.metadata.deployed_by.user.spec.email = "ada@example.com"
            found.status.deployed_at.FromSeconds(AT)
            yield found


def _apps(bodies: Sequence[bytes]):
    from flyteidl2.app.app_definition_pb2 import Status
    from flyteidl2.app.app_payload_pb2 import CreateRequest

    found = [CreateRequest.FromString(body).app for body in bodies]
    for app in found:
        app.metadata.revision = 3
        app.spec.creator.user.spec.email = "ada@example.com"
        app.status.created_at.FromSeconds(AT)
        app.status.conditions.add(deployment_status=Status.DeploymentStatus.DEPLOYMENT_STATUS_ACTIVE)
    return found
