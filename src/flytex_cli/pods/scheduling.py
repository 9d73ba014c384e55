"""Where the Pod may run and as whom: the backend's `UpdatePod`, and the two additions it shares with accelerators."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.pods.cluster_config import SERVICE_ACCOUNT_KEY
from flytex_cli.pods.draft import PodDraft, backend, from_task
from flytex_cli.pods.origins import Origin
from flytex_cli.wire.struct import JsonObject, clone

REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"


def update_pod(draft: PodDraft) -> None:
    """Apply the cluster's defaults and the run's interruptibility, in the backend's order."""
    spec, config = draft.spec, draft.config
    _set_if_empty(draft, "restartPolicy", "Never", backend("Never unless the task says otherwise"))
    tolerations = []
    for toleration, key in _configured_tolerations(draft):
        copied = clone(toleration)
        draft.origins.mark_all(copied, draft.config_origin(key))
        tolerations.append(copied)
    if tolerations:
        spec["tolerations"] = [*tolerations, *spec.get("tolerations", [])]
    _set_service_account(draft)
    _set_if_empty(draft, "schedulerName", config.scheduler_name, draft.config_origin("scheduler-name"))
    _select_nodes(draft)
    _set_if_empty(draft, "affinity", clone(config.default_affinity), draft.config_origin("default-affinity"))
    _set_if_empty(
        draft,
        "securityContext",
        clone(config.default_pod_security_context),
        draft.config_origin("default-pod-security-context"),
    )
    if config.enable_host_networking_pod is not None:
        spec["hostNetwork"] = config.enable_host_networking_pod
        draft.origins.mark(spec, "hostNetwork", draft.config_origin("enable-host-networking-pod"))
    _set_if_empty(
        draft, "dnsConfig", clone(config.default_pod_dns_config), draft.config_origin("default-pod-dns-config")
    )
    require_interruptible_nodes(draft)


def secure_primary(draft: PodDraft) -> None:
    """Give the primary container `default-security-context`, unless it has a security context already."""
    found, default = draft.primary(), draft.config.default_security_context
    if found is not None and default is not None and "securityContext" not in found[1]:
        found[1]["securityContext"] = clone(default)
        draft.origins.mark(found[1], "securityContext", draft.config_origin("default-security-context"))


def require_interruptible_nodes(draft: PodDraft) -> None:
    """Add the (non-)interruptible node requirement; the affinity exists afterwards, were it empty."""
    if "affinity" not in draft.spec:
        draft.spec["affinity"] = {}
        draft.origins.mark(draft.spec, "affinity", backend("always present"))
    if draft.execution.options.interruptible:
        requirement, key = draft.config.interruptible_node_selector_requirement, "interruptible"
    else:
        requirement, key = draft.config.non_interruptible_node_selector_requirement, "non-interruptible"
    if requirement is not None:
        require_node(draft, requirement, draft.config_origin(f"{key}-node-selector-requirement"))


def require_node(draft: PodDraft, requirement: JsonObject, origin: Origin) -> None:
    """Add a requirement to every required node selector term, or as the only term. Terms that have it keep one."""
    affinity = draft.spec.setdefault("affinity", {})
    required = affinity.setdefault("nodeAffinity", {}).setdefault(REQUIRED, {})
    terms = required.setdefault("nodeSelectorTerms", [])
    if not terms:
        terms.append({})
    for term in terms:
        expressions = term.setdefault("matchExpressions", [])
        if not any(_same_requirement(requirement, other) for other in expressions):
            added = clone(requirement)
            draft.origins.mark_all(added, origin)
            expressions.append(added)


def tolerate(draft: PodDraft, toleration: JsonObject, origin: Origin) -> None:
    """Add a toleration unless one with the same key, effect, operator and value is there."""
    tolerations = draft.spec.setdefault("tolerations", [])
    if not any(_taint(toleration) == _taint(other) for other in tolerations):
        added = clone(toleration)
        draft.origins.mark_all(added, origin)
        tolerations.append(added)


def _configured_tolerations(draft: PodDraft) -> Iterator[tuple[JsonObject, str]]:
    config = draft.config
    names = {
        name
        for container in draft.spec.get("containers", [])
        for side in ("limits", "requests")
        for name in container["resources"][side]
    }
    for name in sorted(names):
        yield from ((toleration, "resource-tolerations") for toleration in config.resource_tolerations.get(name, ()))
    if draft.execution.options.interruptible:
        yield from ((toleration, "interruptible-tolerations") for toleration in config.interruptible_tolerations)
    yield from ((toleration, "default-tolerations") for toleration in config.default_tolerations)


def _set_service_account(draft: PodDraft) -> None:
    own = draft.task.security_context.run_as.k8s_service_account
    if own:
        _set_if_empty(draft, "serviceAccountName", own, from_task("security_context.run_as.k8s_service_account"))
    else:
        origin = draft.config_origin(SERVICE_ACCOUNT_KEY)
        _set_if_empty(draft, "serviceAccountName", draft.config.default_service_account, origin)


def _select_nodes(draft: PodDraft) -> None:
    own = draft.spec.get("nodeSelector", {})
    config = draft.config
    # The interruptible selector wins over the task's own; the default one does not.
    forced = config.interruptible_node_selector if draft.execution.options.interruptible else {}
    selector = {**config.default_node_selector, **own, **forced}
    if not selector:
        return
    draft.spec["nodeSelector"] = dict(sorted(selector.items()))
    for key in selector:
        if key in forced:
            draft.origins.mark(draft.spec["nodeSelector"], key, draft.config_origin("interruptible-node-selector"))
        elif key not in own:
            draft.origins.mark(draft.spec["nodeSelector"], key, draft.config_origin("default-node-selector"))


def _set_if_empty(draft: PodDraft, field: str, value: object, origin: Origin) -> None:
    """Set a field of the PodSpec that the task left out; an object the task gave, even an empty one, stays."""
    present = field in draft.spec and draft.spec[field] != ""
    if not present and value not in (None, ""):
        draft.spec[field] = value
        draft.origins.mark(draft.spec, field, origin)


def _same_requirement(one: JsonObject, other: JsonObject) -> bool:
    return all(one.get(name) == other.get(name) for name in ("key", "operator")) and (
        (one.get("values") or []) == (other.get("values") or [])
    )


def _taint(toleration: JsonObject) -> tuple[str, ...]:
    return tuple(toleration.get(name, "") for name in ("key", "effect", "operator", "value"))
