"""A task as the messages that a deployment sends, one subject a file."""

from __future__ import annotations

from ._deploy import add_deployment_details, deployment_context
from ._spec import to_task_spec
from ._template import to_task_template
from ._triggers import to_task_trigger, to_task_triggers

__all__ = [
    "add_deployment_details",
    "deployment_context",
    "to_task_spec",
    "to_task_template",
    "to_task_trigger",
    "to_task_triggers",
]
