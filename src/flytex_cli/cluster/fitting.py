"""Whether some node could ever hold a Pod, were it empty."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from flytex_cli.cluster.amounts import REQUESTS, of_pod, to_amounts
from flytex_cli.cluster.inventory import name_of
from flytex_cli.cluster.selecting import unmet_affinity, unmet_label, untolerated
from flytex_cli.pods.quantity import Quantity
from flytex_cli.wire.struct import JsonObject

ARCHITECTURE = "kubernetes.io/arch"


@dataclass(frozen=True)
class Refusal:
    """Why a node does not hold a Pod.

    Attributes:
        resource: the resource of which it has too little; empty where it is something else.
        has: how much it has.
        asked: how much is asked for.
        reason: anything else, after "the node" or "the nodes": a node "..."
    """

    resource: str = ""
    has: Quantity | None = None
    asked: Quantity | None = None
    reason: str = ""


def refusals(spec: JsonObject, nodes: Iterable[JsonObject], platforms: Collection[str]) -> list[Refusal]:
    """Return why each node refuses a Pod; empty where one of them holds it, or there is none.

    Args:
        spec: the PodSpec.
        nodes: as `kubectl get nodes -o json` prints them.
        platforms: what the image is built for, as `linux/arm64`; none where that is not known.
    """
    found = []
    for node in nodes:
        refusal = _refusal(spec, node, platforms)
        if refusal is None:
            return []
        found.append(refusal)
    return found


def _refusal(spec: JsonObject, node: JsonObject, platforms: Collection[str]) -> Refusal | None:
    labels = {key: str(value) for key, value in ((node.get("metadata") or {}).get("labels") or {}).items()}
    name = name_of(node)
    if spec.get("nodeName") and spec["nodeName"] != name:
        return Refusal(reason=f"not named {spec['nodeName']}")
    unmet = unmet_label(spec, labels) or unmet_affinity(spec, labels, name)
    if unmet is not None:
        return Refusal(reason=f"without the label {unmet}")
    taint = untolerated(spec, (node.get("spec") or {}).get("taints"))
    if taint is not None:
        return Refusal(reason=f"with the taint {taint}, which is not tolerated")
    own = labels.get(ARCHITECTURE)
    if own is not None and platforms and own not in {each.split("/")[1] for each in platforms if "/" in each}:
        return Refusal(reason=f"of the architecture {own}, which the image is not built for")
    allocatable = (node.get("status") or {}).get("allocatable")
    if allocatable is None:
        return None
    has = to_amounts(allocatable)
    for resource, asked in of_pod(spec, REQUESTS).items():
        amount = has.get(resource, Quantity(0))
        if asked > amount:
            return Refusal(resource, amount, asked)
    return None


def in_words(found: Collection[Refusal]) -> str:
    """Write refusals of nodes: `2 nodes with too little memory (64Gi asked, 31Gi at most); 1 node with ...`."""
    groups: dict[str, list[Refusal]] = {}
    for each in found:
        groups.setdefault(each.resource or each.reason, []).append(each)
    largest_first = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return "; ".join(f"{len(same)} node{'s'[: len(same) != 1]} {_words(same)}" for _, same in largest_first)


def _words(same: list[Refusal]) -> str:
    first = same[0]
    if not first.resource:
        return first.reason
    most = max(each.has for each in same if each.has is not None)
    has = f"{most} at most" if most.nanos else "none there"
    return f"with too little {first.resource} ({first.asked} asked, {has})"
