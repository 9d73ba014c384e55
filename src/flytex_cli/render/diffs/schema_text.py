"""Fields of dataclasses and models, from the JSON schema in a type: `lr: float = 0.1`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_SIMPLE = {
    "integer": "int",
    "number": "float",
    "string": "str",
    "boolean": "bool",
    "null": "None",
    "array": "list",
    "object": "dict",
}


def field_text(name: str, schema: Mapping[str, Any]) -> str:
    """Write a field of a record as Python declares it."""
    default = f" = {json.dumps(schema['default'], ensure_ascii=False)}" if "default" in schema else ""
    return f"{name}: {schema_text(schema)}{default}"


def schema_text(schema: Any) -> str:
    """Write the type that a JSON schema describes as a Python annotation."""
    if not isinstance(schema, Mapping):
        return "Any"
    for union in ("anyOf", "oneOf"):
        if isinstance(schema.get(union), list):
            return " | ".join(map(schema_text, schema[union]))
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema or "const" in schema:
        values = schema["enum"] if isinstance(schema.get("enum"), list) else [schema.get("const")]
        return f"Literal[{', '.join(map(repr, values))}]"
    kind = schema.get("type")
    if kind == "array":
        return f"list[{schema_text(schema['items'])}]" if "items" in schema else "list"
    if kind == "object" and "properties" not in schema:
        inner = schema.get("additionalProperties")
        return f"dict[str, {schema_text(inner)}]" if isinstance(inner, Mapping) else "dict"
    if kind == "string" and "format" in schema:
        return str(schema["format"])
    return (
        str(schema.get("title") or _SIMPLE.get(str(kind), "Any")) if kind == "object" else _SIMPLE.get(str(kind), "Any")
    )
