"""The API server's rules for what is restarted when: container restart rules, resize policies."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.pods.findings import Code, PodFinding, error, warning
from flytex_cli.pods.validation_common import bad_choice, choice, required
from flytex_cli.wire.struct import JsonObject

POLICIES = ("Always", "OnFailure", "Never")
ACTIONS = ("Restart", "RestartAllContainers")
_RULES, _EXIT_CODES = 20, 255
_RESIZED = ("cpu", "memory")
_RESIZE_POLICIES = ("NotRequired", "RestartContainer")


def validate_restarts(path: str, container: JsonObject, pod_policy: str, *, is_init: bool) -> Iterator[PodFinding]:
    """Yield the errors of one container's restart and resize policies."""
    policy, rules = container.get("restartPolicy"), container.get("restartPolicyRules", [])
    yield from choice(container, "restartPolicy", path, POLICIES)
    if rules and not policy:
        message = "must be set on a container with restartPolicyRules"
        yield error(Code.MISSING_FIELD, f"{path}.restartPolicy", message)
    is_side_car = is_init and policy == "Always"
    if rules or (policy in POLICIES and not is_side_car):
        field = "restartPolicyRules" if rules else "restartPolicy"
        release = "1.36" if any(rule.get("action") == ACTIONS[1] for rule in rules) else "1.35"
        message = f"needs Kubernetes {release} or newer: an older one refuses or ignores it"
        yield warning(Code.NEWER_KUBERNETES, f"{path}.{field}", message)
    if len(rules) > _RULES:
        yield error(Code.BAD_CHOICE, f"{path}.restartPolicyRules", f"{len(rules)} rules; {_RULES} are allowed")
    for index, rule in enumerate(rules):
        yield from _rule(f"{path}.restartPolicyRules[{index}]", rule)
    yield from _resize(f"{path}.resizePolicy", container, pod_policy)


def _rule(path: str, rule: JsonObject) -> Iterator[PodFinding]:
    yield from required(rule, ["action"], path)
    yield from choice(rule, "action", path, ACTIONS)
    codes = rule.get("exitCodes")
    if codes is None:
        yield error(Code.MISSING_FIELD, f"{path}.exitCodes", "exitCodes must be set")
        return
    yield from required(codes, ["operator"], f"{path}.exitCodes")
    yield from choice(codes, "operator", f"{path}.exitCodes", ("In", "NotIn"))
    count = len(codes.get("values", []))
    if count > _EXIT_CODES:
        yield error(Code.BAD_CHOICE, f"{path}.exitCodes.values", f"{count} exit codes; {_EXIT_CODES} are allowed")


def _resize(path: str, container: JsonObject, pod_policy: str) -> Iterator[PodFinding]:
    seen: set[str] = set()
    for index, policy in enumerate(container.get("resizePolicy", [])):
        where = f"{path}[{index}]"
        name, restart = policy.get("resourceName", ""), policy.get("restartPolicy", "")
        yield from required(policy, ["resourceName", "restartPolicy"], where)
        if name and name not in _RESIZED:
            yield bad_choice(f"{where}.resourceName", name, _RESIZED)
        if name and name in seen:
            yield error(Code.CONTRADICTION, f"{where}.resourceName", f"a second policy for {name}")
        seen.add(name)
        yield from choice(policy, "restartPolicy", where, _RESIZE_POLICIES)
        if restart == "RestartContainer" and pod_policy == "Never" and not container.get("restartPolicy"):
            message = "RestartContainer needs a Pod whose restartPolicy is not Never, as that of a task is by default"
            yield error(Code.CONTRADICTION, f"{where}.restartPolicy", message)
