"""An app's record as it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flytex_cli.inspect.images import to_image
from flytex_cli.inspect.model import AppParameterSummary, AppSummary
from flytex_cli.inspect.resources import Workload, to_amounts
from flytex_cli.inspect.tasks import template_text, to_secrets
from flytex_cli.records import AppRecord, ShownLocation


def to_app(record: AppRecord, location: ShownLocation, root: str, depends_on: tuple[str, ...]) -> AppSummary:
    """Collect everything that is shown of one app.

    Args:
        location: where a person finds it, relative to the working directory.
        root: the root directory of its module.
        depends_on: the environments that are deployed with it.
    """
    spec, facts = record.app.spec, record.facts
    workload = Workload.of_app(spec)
    return AppSummary(
        name=record.name,
        kind=facts.kind,
        type=spec.profile.type or None,
        location=location,
        description=spec.profile.short_description or None,
        depends_on=depends_on,
        image=to_image(workload.image, facts.image, root),
        resources=to_amounts(workload),
        port=facts.port,
        address=tuple(_address(spec.ingress)),
        scaling=_scaling(spec.autoscaling),
        requires_auth=not spec.security_context.allow_anonymous,
        request_timeout=spec.timeouts.request_timeout.ToTimedelta().total_seconds() or None,
        parameters=tuple(map(_parameter, facts.parameters)),
        links=tuple(f"{link.title} {link.path}" for link in spec.links),
        secrets=to_secrets(spec.security_context),
        env=workload.env,
        command=workload.command,
        server=facts.server,
        include=facts.include,
        cluster=facts.cluster or (facts.cluster_pool if facts.cluster_pool != "default" else None),
        pod_template=template_text(facts.pod_template),
    )


def _address(ingress: Any) -> Iterator[str]:
    if ingress.subdomain:
        yield f"subdomain {ingress.subdomain}"
    if ingress.cname:
        yield f"domain {ingress.cname}"


def _scaling(autoscaling: Any) -> str:
    """`1-3 replicas, 20 concurrent requests each, down after 300 s`."""
    least, most = autoscaling.replicas.min, autoscaling.replicas.max
    replicas = f"{least}-{most}" if least != most else f"{most}"
    words = [f"{replicas} replica{'s'[: (least, most) != (1, 1)]}"]
    metric = autoscaling.scaling_metric
    if metric.HasField("concurrency"):
        words.append(f"{metric.concurrency.target_value} concurrent requests each")
    if metric.HasField("request_rate"):
        words.append(f"{metric.request_rate.target_value} requests a second each")
    if autoscaling.HasField("scaledown_period"):
        words.append(f"down after {autoscaling.scaledown_period.ToTimedelta().total_seconds():g} s")
    return ", ".join(words)


def _parameter(facts: Mapping[str, Any]) -> AppParameterSummary:
    value = facts.get("value")
    if isinstance(value, Mapping):
        fields = ", ".join(f"{name}={each!r}" for name, each in value.items() if name != "kind")
        value = f"{value.get('kind')}({fields})"
    variable, mount = facts.get("env_var"), facts.get("mount")
    return AppParameterSummary(
        str(facts.get("name")), str(value), str(variable) if variable else None, str(mount) if mount else None
    )
