"""A task's record as it is shown."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flytex_cli.cost.of_task import cost_of
from flytex_cli.cost.rates import Rates
from flytex_cli.inspect.images import to_image
from flytex_cli.inspect.model import CacheSummary, SecretSummary, TaskSummary
from flytex_cli.inspect.resources import Workload, to_amounts
from flytex_cli.inspect.triggers import to_trigger
from flytex_cli.records import Json, ShownLocation, TaskRecord


def to_task(
    record: TaskRecord, location: ShownLocation, root: str, at: datetime | None, rates: Rates | None = None
) -> TaskSummary:
    """Collect everything that is shown of one task.

    Args:
        location: where a person finds it, relative to the working directory.
        root: the root directory of its module.
        at: what fire times come after; None leaves them out.
        rates: what it costs is counted by; None leaves that out.
    """
    template, facts = record.spec.task_template, record.facts
    metadata, workload = template.metadata, Workload.of_task(template)
    return TaskSummary(
        name=record.name,
        environment=record.environment,
        type=template.type,
        location=location,
        signature=facts.signature,
        docs=inspect.cleandoc(facts.docs) if facts.docs else None,
        inputs=facts.inputs,
        outputs=facts.outputs,
        image=to_image(workload.image, facts.image, root),
        resources=to_amounts(workload),
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
        secrets=to_secrets(template.security_context),
        env=workload.env,
        command=workload.command,
        reuse=_reuse(template),
        pod_template=template_text(facts.pod_template),
        triggers=tuple(to_trigger(trigger, at) for trigger in record.triggers),
        cost=cost_of(record.spec, record.triggers, rates) if rates is not None else None,
    )


def to_secrets(context: Any) -> tuple[SecretSummary, ...]:
    """Return the secrets of a security context."""
    return tuple(SecretSummary(each.key, each.group or None, each.env_var or None) for each in context.secrets)


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


def template_text(template: Mapping[str, Json] | None) -> str | None:
    """Return the name of a pod template, or that it is an inline one."""
    if template is None:
        return None
    return str(template["name"]) if "name" in template else "inline"
