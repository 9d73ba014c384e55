"""The limits that `flyteidl2` declares for its messages (`buf.validate`), checked on what would be sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from flytex_cli.project.fields import Step

if TYPE_CHECKING:
    from flyteidl2.app.app_definition_pb2 import App
    from flyteidl2.task.task_definition_pb2 import TaskSpec, TaskTrigger
    from google.protobuf.message import Message
    from protovalidate import Validator

WRITTEN = {
    "short_name": ("short_name",),
    "task_template.metadata.cache_max_age": ("cache",),
    "task_template.metadata.retries": ("retries",),
    "task_template.metadata.timeouts": ("timeout",),
    "task_template.reuse_policy": ("reusable",),
}
"""How a user writes the fields of a TaskSpec, by the beginning of their path."""
WRITTEN_IN_APPS = {
    "metadata.id.name": ("name",),
    "spec.container.image": ("image",),
    "spec.container.env": ("env_vars",),
    "spec.container.resources": ("resources",),
    "spec.autoscaling": ("scaling",),
    "spec.timeouts": ("timeouts",),
    "spec.ingress": ("domain",),
    "spec.links": ("links",),
    "spec.inputs": ("parameters",),
    "spec.security_context.secrets": ("secrets",),
    "spec.pod": ("pod_template",),
    "spec.profile": ("type",),
}
"""The same of an App."""


@dataclass(frozen=True)
class Violation:
    """One field that is over its limit.

    Attributes:
        path: in the TaskSpec or App, or `triggers[0].` and the path in the TaskTrigger.
        message: the limit, in the contract's words.
        value: as text; None for a message.
    """

    path: str
    message: str
    value: str | None

    @property
    def written(self) -> tuple[Step, ...]:
        """The setting that fills the field, as far as it is known."""
        trigger = re.match(r"triggers\[(\d+)\]", self.path)
        if trigger is not None:
            return "triggers", int(trigger[1])
        known = WRITTEN | WRITTEN_IN_APPS
        return next((steps for begin, steps in known.items() if self.path.startswith(begin)), ())


def violations(spec: TaskSpec, triggers: Sequence[TaskTrigger]) -> Iterator[Violation]:
    """Yield what is over its limit in a TaskSpec and its TaskTriggers.

    Notifications are left out: they have a rule of their own (NTF001).
    """
    yield from _violations("", spec)
    for index, trigger in enumerate(triggers):
        checked = type(trigger)()
        checked.CopyFrom(trigger)
        # protovalidate 2.1.0 cannot evaluate the condition of NotificationRule, which names an enum of flyteidl2.
        if "notification_rules" in checked.spec.run_spec.DESCRIPTOR.fields_by_name:  # flyteidl2 of SDK 2.0 has none
            checked.spec.run_spec.ClearField("notification_rules")
        yield from _violations(f"triggers[{index}].", checked)


def app_violations(app: App) -> Iterator[Violation]:
    """Yield what is over its limit in an App; whose it is, the deployment says."""
    deployed = type(app)()
    deployed.CopyFrom(app)
    deployed.metadata.id.project = app.metadata.id.project or "project"
    deployed.metadata.id.domain = app.metadata.id.domain or "domain"
    return _violations("", deployed)


def _violations(prefix: str, message: Message) -> Iterator[Violation]:
    for found in _validator().collect_violations(message):
        yield Violation(prefix + _path(found.proto.field), found.proto.message, _text(found.field_value))


@cache
def _validator() -> Validator:
    """Made once: it keeps the rules that it compiles for each type of message."""
    import protovalidate

    return protovalidate.Validator()


def _text(value: Any) -> str | None:
    if hasattr(value, "ToSeconds"):
        return f"{value.ToSeconds()}s"
    return None if value is None or hasattr(value, "DESCRIPTOR") else str(value)


def _path(field: Any) -> str:
    text = ""
    for element in field.elements if field is not None else ():
        text += f".{element.field_name}" if text else element.field_name
        subscript = _subscript(element)
        text += "" if subscript is None else f"[{subscript!r}]"
    return text


def _subscript(element: Any) -> object:
    """Return the index or key of an element of a list or map.

    Its form depends on the release of protovalidate: a oneof of google.protobuf, or of a library of its own.
    """
    if hasattr(element, "WhichOneof"):
        kind = element.WhichOneof("subscript")
        return None if kind is None else getattr(element, kind)
    return getattr(element.subscript, "value", None)
