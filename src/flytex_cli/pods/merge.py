"""Lay a PodTemplate under the task's Pod by mergo's rules (override, append slices), as the backend does.

Values of the task win; but a zero value (`false`, `0`, "") of the task never overrides one of the template, lists are
concatenated with the template's items first and nothing is deduplicated, and in maps (labels, nodeSelector, limits)
even an empty text of the task wins.
"""

from __future__ import annotations

from typing import Any

from flytex_cli.pods.fields import fields_of
from flytex_cli.pods.origins import Origin, Origins
from flytex_cli.wire.struct import JsonObject, clone


def lay_under(target: JsonObject, template: JsonObject, type_name: str, origins: Origins, origin: Origin) -> None:
    """Fill `target`, an object of Kubernetes type `type_name`, from `template`, marking what comes from there.

    Works in place, so that marks on the target's own objects stay valid.
    """
    kinds = fields_of(type_name)
    for key, value in template.items():
        _lay_field(target, key, value, kinds.get(key, "any"), origins, origin)


def _lay_field(target: JsonObject, key: str, value: Any, kind: str, origins: Origins, origin: Origin) -> None:
    own = target.get(key)
    if own is None:
        target[key] = clone(value)
        origins.mark(target, key, origin)
    elif kind.startswith("{"):
        for name in [name for name in value if name not in own]:
            own[name] = clone(value[name])
            origins.mark(own, name, origin)
    elif isinstance(own, list):
        items = clone(value)
        for item in items:
            if isinstance(item, dict):
                origins.mark_all(item, origin)
        own[:0] = items
        if items and not isinstance(items[0], dict):
            origins.mark(target, key, origin)
    elif isinstance(own, dict):
        lay_under(own, value, kind, origins, origin)
    elif (_is_zero(own) or _is_named_port(value, own, kind)) and not _is_zero(value):
        target[key] = value
        origins.mark(target, key, origin)


def _is_zero(value: object) -> bool:
    return value in (False, 0, "")


def _is_named_port(template: object, own: object, kind: str) -> bool:
    """Tell whether a port number meets a port name: the mark "a number" is a zero value to Go, so the name stays."""
    return kind == "port" and isinstance(template, str) and isinstance(own, int)
