"""A task as the messages that a deployment sends, one subject a file.

The names are loaded when they are asked for: a plain task needs neither triggers nor what a deployment adds.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .defaults import DefaultInputError, to_default_inputs
    from .deploy import add_deployment_details, deployment_context, with_local_sys_paths
    from .spec import to_task_spec
    from .template import to_task_template
    from .triggers import to_task_trigger, to_task_triggers

__all__ = [
    "DefaultInputError",
    "add_deployment_details",
    "deployment_context",
    "to_default_inputs",
    "to_task_spec",
    "to_task_template",
    "to_task_trigger",
    "to_task_triggers",
    "with_local_sys_paths",
]

_HOME = {
    "DefaultInputError": "defaults",
    "add_deployment_details": "deploy",
    "deployment_context": "deploy",
    "to_default_inputs": "defaults",
    "to_task_spec": "spec",
    "to_task_template": "template",
    "to_task_trigger": "triggers",
    "to_task_triggers": "triggers",
    "with_local_sys_paths": "deploy",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
