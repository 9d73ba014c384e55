"""`flyte.sandbox`: tasks and code that run isolated. Here they can be made; running them is refused."""

from __future__ import annotations

import importlib
import sys
from typing import Any

from flytex_cli.standin._core import sdk_modules

_HOMES = {
    "run.code_sandbox": ("ImageConfig", "create", "sandbox_environment"),
    "sandbox.orchestrator": ("orchestrate_local", "orchestrator_from_str"),
    "sandbox.prompt": ("ORCHESTRATOR_SYNTAX_PROMPT",),
    "sandbox.task": ("CodeTaskTemplate", "SandboxedConfig", "SandboxedTaskTemplate"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME)

sdk_modules.bind(sys.modules[__name__])


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'flyte.sandbox' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"flytex_cli.standin._core.{_HOME[name]}"), name)
    globals()[name] = value
    return value
