"""The readiness probe of a task that is started as a VSCode server for debugging."""

from __future__ import annotations

from flytex_cli.pods.draft import PodDraft, backend
from flytex_cli.wire.struct import JsonObject

SWITCH = "_F_E_VS"
_TRUE = ("1", "t", "T", "TRUE", "true", "True")


def add_vscode_probe(draft: PodDraft) -> None:
    """Probe the primary (or only) container when its `_F_E_VS` variable is true."""
    containers = draft.spec.get("containers", [])
    for container in containers:
        if len(containers) > 1 and container.get("name") != draft.primary_name:
            continue
        env = container.get("env", [])
        if not is_enabled(env):
            break
        # 8080 is the port of Flyte 1; the backend tells the two apart by this variable.
        port = 6060 if any(variable.get("name") == "ACTION_NAME" for variable in env) else 8080
        container["readinessProbe"] = {
            "httpGet": {"port": port},
            "initialDelaySeconds": 15,
            "periodSeconds": 5,
            "failureThreshold": 50,
        }
        draft.origins.mark(container, "readinessProbe", backend(f"the variable {SWITCH} is true"))


def is_enabled(env: list[JsonObject]) -> bool:
    """Tell whether the first `_F_E_VS` variable is true; Go's spellings of true."""
    for variable in env:
        if variable.get("name") == SWITCH:
            return variable.get("value", "") in _TRUE
    return False
