"""`flyte.sandbox`: tasks and code that run isolated. Here they can be made; running them is refused."""

from __future__ import annotations

import importlib
from typing import Any

_MODULES = {
    "_code": ("ImageConfig", "create", "sandbox_environment"),
    "_orchestrator": ("orchestrate_local", "orchestrator_from_str"),
    "_prompt": ("ORCHESTRATOR_SYNTAX_PROMPT",),
    "_task": ("CodeTaskTemplate", "SandboxedConfig", "SandboxedTaskTemplate"),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'flyte.sandbox' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
