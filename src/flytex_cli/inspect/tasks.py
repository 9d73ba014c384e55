"""A task's record as it is shown."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flytex_cli.inspect.images import to_image
from flytex_cli.inspect.model import CacheSummary, SecretSummary, TaskSummary
from flytex_cli.inspect.resources import primary_container, to_amounts
from flytex_cli.inspect.triggers import to_trigger
from flytex_cli.records import ShownLocation, TaskRecord


def to_task(record: TaskRecord, location: ShownLocation, root: str, at: datetime | None) -> TaskSummary:
    """Collect everything that is shown of one task.

    Args:
        location: where a person finds it, relative to the working directory.
        root: the root directory of its module.
        at: what fire times come after; None leaves them out.
    """
    template, facts = record.spec.task_template, record.facts
    metadata, container = template.metadata, template.container
    pod = primary_container(template)
    return TaskSummary(
        name=record.name,
        environment=record.environment,
        type=template.type,
        location=location,
        signature=facts.signature,
        docs=inspect.cleandoc(facts.docs) if facts.docs else None,
        inputs=facts.inputs,
        outputs=facts.outputs,
        image=to_image(container.image or str(pod.get("image", "")), facts, root),
        resources=to_amounts(template),
        cache=CacheSummary(
            enabled=metadata.discoverable,
            version=metadata.discovery_version or None,
            behavior=str(facts.cache["behavior"]) if facts.cache and "behavior" in facts.cache else None,
            serialize=metadata.cache_serializable,
            ignored_inputs=tuple(metadata.cache_ignore_input_vars),
        ),
        retries=metadata.retries.retries,
        timeout=metadata.timeout.ToTimedelta().total_seconds() or None,
        interruptible=metadata.interruptible,
        report=metadata.generates_deck.value,
        secrets=tuple(
            SecretSummary(secret.key, secret.group or None, secret.env_var or None)
            for secret in template.security_context.secrets
        ),
        env=dict(_variables(container, pod)),
        command=(*container.command, *container.args) or (*pod.get("command", ()), *pod.get("args", ())),
        reuse=_reuse(template),
        pod_template=_pod_template(record),
        triggers=tuple(to_trigger(trigger, at) for trigger in record.triggers),
    )


def _variables(container: Any, pod: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for pair in container.env:
        yield pair.key, pair.value
    for item in pod.get("env", ()):
        if isinstance(item, dict):
            yield str(item.get("name")), str(item["value"]) if "value" in item else "(from the cluster)"


def _reuse(template: Any) -> str | None:
    """`2-8 replicas of 4, idle 300 s`; the message is not in every release of `flyteidl2`."""
    if "reuse_policy" not in template.DESCRIPTOR.fields_by_name:
        return "reusable" if template.type == "actor" else None
    if not template.HasField("reuse_policy"):
        return None
    policy = template.reuse_policy
    least, most = policy.min_replicas, policy.max_replicas
    replicas = f"{least}-{most}" if least != most else f"{most}"
    each = f" of {policy.concurrency}" if policy.concurrency > 1 else ""
    return f"{replicas} replica{'s'[: most != 1]}{each}, idle {policy.idle_ttl.seconds} s"


def _pod_template(record: TaskRecord) -> str | None:
    template = record.facts.pod_template
    if template is None:
        return None
    return str(template["name"]) if "name" in template else "inline"
