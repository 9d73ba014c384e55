"""Types and values of the wire as a person writes them: `list[int] | None`, `3`, `lr: float`."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from flytex_cli.diff.fields import Item, Steps
from flytex_cli.render.common.escape import escape_line

_SIMPLE = {
    "NONE": "None",
    "INTEGER": "int",
    "FLOAT": "float",
    "STRING": "str",
    "BOOLEAN": "bool",
    "DATETIME": "datetime",
    "DURATION": "timedelta",
    "BINARY": "bytes",
}


def value_text(steps: Steps, value: Any) -> str:
    """Write the value at a path of a task's message in one line."""
    return escape_line(_value_text(steps, value))


def _value_text(steps: Steps, value: Any) -> str:
    last = steps[-1] if steps else ""
    if isinstance(value, Mapping):
        if isinstance(last, Item) and last.identity == "key" and "type" in value.get("value", {}):
            return f"{last.value}: {type_text(value['value']['type'])}"
        if isinstance(last, Item) and "parameter" in value:
            return f"{last.value} = {literal_text(value['parameter'].get('default'))}"
        if last == "type":
            return type_text(value)
        if isinstance(last, Item) and "automationSpec" in value:
            return schedule_text(value["automationSpec"])
        if isinstance(last, Item) and {*value} == {last.identity, "value"} and isinstance(value["value"], str):
            return str(value["value"])
        if last in ("default", "value") and {"scalar", "collection", "map"} & {*value}:
            return literal_text(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def type_text(kind: Mapping[str, Any]) -> str:
    """Write a `flyteidl2.core.LiteralType` as a Python annotation."""
    if "unionType" in kind:
        return " | ".join(type_text(variant) for variant in kind["unionType"].get("variants", ()))
    if "collectionType" in kind:
        return f"list[{type_text(kind['collectionType'])}]"
    if "mapValueType" in kind:
        return f"dict[str, {type_text(kind['mapValueType'])}]"
    if "enumType" in kind:
        return f"Literal[{', '.join(map(repr, kind['enumType'].get('values', ())))}]"
    if "blob" in kind:
        return "Dir" if kind["blob"].get("dimensionality") == "MULTIPART" else "File"
    if "structuredDatasetType" in kind:
        return "DataFrame"
    title = kind.get("metadata", {}).get("title")
    simple = str(kind.get("simple", ""))
    return str(title) if title else _SIMPLE.get(simple) or simple.lower() or "Any"


def schedule_text(automation: Mapping[str, Any]) -> str:
    """Write a `flyteidl2.task.TriggerAutomationSpec`: `cron 0 9 * * * Europe/Berlin`, `every 15 minutes from TIME`."""
    schedule = automation.get("schedule", {})
    if "cron" in schedule:
        return f"cron {schedule['cron'].get('expression', '')} {schedule['cron'].get('timezone', '')}".rstrip()
    if "cronExpression" in schedule:
        return f"cron {schedule['cronExpression']}"
    if "rate" in schedule:
        rate = schedule["rate"]
        unit = str(rate.get("unit", "")).removeprefix("FIXED_RATE_UNIT_").lower()
        start = f" from {rate['startTime']}" if "startTime" in rate else ""
        return f"every {rate.get('value', 0)} {unit}{'s'[: rate.get('value') != 1]}{start}"
    kind = str(automation.get("type", "")).removeprefix("TYPE_").lower()
    return f"on {kind}" if kind else "no schedule"


def literal_text(literal: Any) -> str:
    """Write a `flyteidl2.core.Literal` as a Python value, or as JSON where it has no plain one."""
    if not isinstance(literal, Mapping):
        return json.dumps(literal)
    scalar = literal.get("scalar", {})
    if "noneType" in scalar:
        return "None"
    if "primitive" in scalar:
        return _primitive_text(scalar["primitive"])
    if "union" in scalar:
        return literal_text(scalar["union"].get("value"))
    if "collection" in literal:
        return f"[{', '.join(map(literal_text, literal['collection'].get('literals', ())))}]"
    if "map" in literal:
        entries = literal["map"].get("literals", {})
        return "{" + ", ".join(f"{key!r}: {literal_text(entries[key])}" for key in entries) + "}"
    return _record_text(scalar) or json.dumps(literal, ensure_ascii=False)


def _record_text(scalar: Mapping[str, Any]) -> str | None:
    """Return a dataclass, model or dict as JSON, which travels as MessagePack; None for what it is not."""
    binary = scalar.get("binary", {})
    if binary.get("tag") != "msgpack":
        return None
    import msgpack

    try:
        value = msgpack.unpackb(base64.b64decode(binary.get("value", "")), strict_map_key=False)
        return json.dumps(value, ensure_ascii=False)
    except (ValueError, TypeError, msgpack.UnpackException):  # a spec that flytex did not write
        return None


def _primitive_text(primitive: Mapping[str, Any]) -> str:
    kind, value = next(iter(primitive.items()), ("stringValue", ""))
    if kind == "stringValue":
        return repr(value)
    return str(value)
