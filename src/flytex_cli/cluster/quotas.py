"""What ResourceQuotas leave room for (`k8s.io/apiserver` admission `resourcequota`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flytex_cli.cluster.amounts import LIMITS, REQUESTS, added, of_pod, times, to_amounts
from flytex_cli.cluster.inventory import name_of
from flytex_cli.cluster.selecting import matches
from flytex_cli.pods.quantity import NANO, Quantity
from flytex_cli.wire.struct import JsonObject

BARE = frozenset({"cpu", "memory", "ephemeral-storage"})
"""Resources whose name alone stands for their requests."""


@dataclass(frozen=True)
class OverQuota:
    """One amount that is over a quota, whatever else runs.

    Attributes:
        resource: as the quota names it: `requests.memory`, `pods`.
    """

    quota: str
    resource: str
    asked: Quantity
    hard: Quantity


def over_quota(pods: Iterable[tuple[JsonObject, int]], quotas: Iterable[JsonObject]) -> Iterator[OverQuota]:
    """Yield what some Pods of one namespace, each so many times, ask for together over its quotas.

    Args:
        pods: PodSpecs, and how many run at once.
        quotas: those of the namespace.
    """
    every = list(pods)
    for quota in quotas:
        counted = [(spec, count) for spec, count in every if _is_counted(spec, quota)]
        asked = added(_charged(spec, count) for spec, count in counted)
        for resource, hard in sorted(to_amounts((quota.get("spec") or {}).get("hard")).items()):
            name = f"requests.{resource}" if resource in BARE else resource
            if name in asked and asked[name] > hard:
                yield OverQuota(name_of(quota), resource, asked[name], hard)


def _charged(spec: JsonObject, count: int) -> dict[str, Quantity]:
    charged = {"pods": Quantity(count * NANO), "count/pods": Quantity(count * NANO)}
    for side in (REQUESTS, LIMITS):
        charged |= {f"{side}.{name}": times(amount, count) for name, amount in of_pod(spec, side).items()}
    return charged


def _is_counted(spec: JsonObject, quota: JsonObject) -> bool:
    """Whether a Pod is among those that a quota is about, by its scopes; one that is not known counts none."""
    own = quota.get("spec") or {}
    scoped = [{"scopeName": scope, "operator": "Exists"} for scope in own.get("scopes") or ()]
    scoped += (own.get("scopeSelector") or {}).get("matchExpressions") or []
    return all(_in_scope(spec, each) for each in scoped)


def _in_scope(spec: JsonObject, scope: JsonObject) -> bool:
    name = scope.get("scopeName")
    if name == "PriorityClass":
        own = spec.get("priorityClassName")
        labels = {"PriorityClass": own} if own else {}
        return matches({"key": "PriorityClass", **scope}, labels)
    ends = spec.get("activeDeadlineSeconds") is not None
    asks = bool(of_pod(spec, REQUESTS))
    held = {"Terminating": ends, "NotTerminating": not ends, "BestEffort": not asks, "NotBestEffort": asks}
    return held.get(str(name), False)
