"""Types and values of the wire as a person writes them: `list[int] | None`, `3`, `lr: float`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flytex_cli.diff.fields import MISSING, Item, Steps
from flytex_cli.diff.records import is_field, schema_steps
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.diffs.amounts import amount_text, duration_text
from flytex_cli.render.diffs.literals import differing_leaves, plain_value
from flytex_cli.render.diffs.schema_text import field_text
from flytex_cli.schedule.words import cron_words

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


_DURATIONS = frozenset({"timeout", "maxRuntime", "cacheMaxAge", "request"})
"""Fields of the wire that are a `google.protobuf.Duration`."""


def value_text(steps: Steps, value: Any) -> str:
    """Write the value at a path of a task's message in one line."""
    return escape_line(_value_text(steps, value))


def values_text(steps: Steps, old: Any, new: Any) -> tuple[str | None, str | None]:
    """Write the values of both sides, None where there is none; of records and lists only what differs."""
    if old is not MISSING and new is not MISSING and steps[-1:] in (("default",), ("value",)):
        leaves = differing_leaves(old, new)
        if leaves is not None:
            return escape_line(leaves[0]) or None, escape_line(leaves[1]) or None
    before, after = (None if side is MISSING else value_text(steps, side) for side in (old, new))
    return before, after


def _value_text(steps: Steps, value: Any) -> str:
    last = steps[-1] if steps else ""
    inside = schema_steps(steps)
    if inside is not None and is_field(inside) and isinstance(value, Mapping):
        return field_text(str(last), value)
    if isinstance(value, str):
        return _with_meaning(steps, value)
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
        expression, zone = schedule["cron"].get("expression", ""), schedule["cron"].get("timezone", "")
        return _with_words(f"cron {expression} {zone}".rstrip(), expression)
    if "cronExpression" in schedule:
        return _with_words(f"cron {schedule['cronExpression']}", schedule["cronExpression"])
    if "rate" in schedule:
        rate = schedule["rate"]
        unit = str(rate.get("unit", "")).removeprefix("FIXED_RATE_UNIT_").lower()
        start = f" from {rate['startTime']}" if "startTime" in rate else ""
        return f"every {rate.get('value', 0)} {unit}{'s'[: rate.get('value') != 1]}{start}"
    kind = str(automation.get("type", "")).removeprefix("TYPE_").lower()
    return f"on {kind}" if kind else "no schedule"


def _with_words(text: str, expression: str) -> str:
    words = cron_words(expression)
    return f"{text} ({words})" if words else text


def _with_meaning(steps: Steps, text: str) -> str:
    """Say what an expression, an amount or a duration comes to, where its text does not."""
    last = steps[-1] if steps else ""
    if last in ("expression", "cronExpression"):
        return _with_words(text, text)
    if last == "value" and "resources" in steps:
        return amount_text(next((each.value for each in reversed(steps) if isinstance(each, Item)), ""), text)
    return duration_text(text) if last in _DURATIONS else text


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
    record = plain_value(literal)
    return json.dumps(literal if record is MISSING else record, ensure_ascii=False)


def _primitive_text(primitive: Mapping[str, Any]) -> str:
    kind, value = next(iter(primitive.items()), ("stringValue", ""))
    if kind == "stringValue":
        return repr(value)
    return duration_text(value) if kind == "duration" else str(value)
