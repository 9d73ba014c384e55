"""`reuse_policy`, and for plain tasks the `actor` form that older readers know."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flyteidl2.core import tasks_pb2

from flytex_cli.standin._core import errors
from flytex_cli.standin._core.context.serialization import CodeBundle, SerializationContext
from flytex_cli.standin._core.settings.reuse_policy import ReusePolicy

from .durations import to_duration
from .message import need
from .pod import PRIMARY_CONTAINER_KEY

if TYPE_CHECKING:
    from flytex_cli.standin._core.task.template import TaskTemplate

_PLAIN_TASK_TYPE = "python"
_VERSION_LENGTH = 15


def add_reuse(message: tasks_pb2.TaskTemplate, task: TaskTemplate[..., Any, Any], sctx: SerializationContext) -> None:
    """Add the policy; a plain task becomes an `actor`, a plugin's keeps its type."""
    policy: Any = task.reusable
    if not isinstance(policy, ReusePolicy):
        raise errors.RuntimeUserError(
            "BadConfig", f"task {task.name}: reusable must be a flyte.ReusePolicy, got {policy!r}"
        )
    need(tasks_pb2, "ReusePolicy")
    message.reuse_policy.CopyFrom(_to_policy(policy))
    if task.task_type == _PLAIN_TASK_TYPE:
        environment = task.parent_env() if task.parent_env else None
        _make_actor(message, policy, sctx.code_bundle, environment.name if environment else None)


def _to_policy(policy: ReusePolicy) -> tasks_pb2.ReusePolicy:
    return tasks_pb2.ReusePolicy(
        min_replicas=policy.min_replicas,
        max_replicas=policy.max_replicas,
        concurrency=policy.concurrency,
        scope=tasks_pb2.ReusePolicy.RUN if policy.scope == "run" else tasks_pb2.ReusePolicy.GLOBAL,
        idle_ttl=to_duration(policy.idle_ttl),
        scaledown_ttl=to_duration(policy.get_scaledown_ttl()),
    )


def _make_actor(
    message: tasks_pb2.TaskTemplate, policy: ReusePolicy, bundle: CodeBundle | None, environment: str | None
) -> None:
    if message.HasField("custom"):
        raise errors.RuntimeUserError(
            "BadConfiguration",
            f"task {message.id.name}: reuse is for container and pod tasks, this one has a plugin's configuration",
        )
    name = environment if environment is not None else message.id.name.split(".")[0]
    container, image = _pool_container(message)
    scaledown = policy.get_scaledown_ttl()
    message.custom.update(
        {
            "name": name,
            "version": _pool_version(name, container, message, policy, bundle)[:_VERSION_LENGTH],
            "type": "actor",
            "spec": {
                "container_image": image,
                "backlog_length": None,
                "parallelism": policy.concurrency,
                "min_replica_count": policy.min_replicas,
                "replica_count": policy.max_replicas,
                "ttl_seconds": _seconds(policy.idle_ttl),
                "scaledown_ttl_seconds": _seconds(scaledown),
            },
        }
    )
    message.type = "actor"


def _seconds(ttl: int | timedelta | None) -> float | None:
    return ttl.total_seconds() if isinstance(ttl, timedelta) and ttl else None


def _pool_container(message: tasks_pb2.TaskTemplate) -> tuple[bytes | str, str]:
    """Return what makes two tasks share a pool, their container or pod without arguments; and the image."""
    serialized: bytes | str = ""
    image = ""
    if message.HasField("container"):
        container = tasks_pb2.Container()
        container.CopyFrom(message.container)
        del container.args[:]
        serialized, image = container.SerializeToString(deterministic=True), container.image
    if message.HasField("k8s_pod"):
        pod = tasks_pb2.K8sPod()
        pod.CopyFrom(message.k8s_pod)
        containers: Any = pod.pod_spec["containers"]
        for each in containers:
            if "name" in each and each["name"] == message.config[PRIMARY_CONTAINER_KEY]:
                image = each["image"]
                del each["args"]
        serialized = pod.SerializeToString(deterministic=True)
    return serialized, image


def _pool_version(
    name: str,
    container: bytes | str,
    message: tasks_pb2.TaskTemplate,
    policy: ReusePolicy,
    bundle: CodeBundle | None,
) -> str:
    """Return the hash by which the backend tells pools apart.

    The text is the SDK's to the letter: bytes as Python prints them, the scale-down time as a timedelta's text.
    """
    text = f"{name}:{container!r}" if isinstance(container, bytes) else f"{name}:{container}"
    text += f":{policy.min_replicas}:{policy.max_replicas}"
    if policy.idle_ttl:
        text += f":{_seconds(policy.idle_ttl)}"
    if policy.get_scaledown_ttl() is not None:
        text += f":{policy.get_scaledown_ttl()}"
    if bundle is not None:
        text += f":{bundle.computed_version}"
    text += f":{message.security_context.SerializeToString(deterministic=True)!r}"
    text += f":{message.metadata.interruptible}:{message.metadata.pod_template_name}"
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
