"""TOML the way the SDK's writer lays it out: an image's hash is over such text, so the layout counts."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def dump_toml(document: dict[str, Any]) -> str:
    """Write tables level by level: all `[a]`, then all `[a.b]`; within one, values before `[[arrays]]`."""
    text, tables = _dump_table(document, "")
    while tables:
        deeper: dict[str, dict[str, Any]] = {}
        for name, table in tables.items():
            body, inner = _dump_table(table, name)
            if body or not inner:
                if text and not text.endswith("\n\n"):
                    text += "\n"
                text += f"[{name}]\n{body}"
            deeper |= {f"{name}.{key}": value for key, value in inner.items()}
        tables = deeper
    return text


def _dump_table(table: dict[str, Any], name: str) -> tuple[str, dict[str, dict[str, Any]]]:
    """Return the text of a table without its sub-tables, and the sub-tables by (quoted) key."""
    values, arrays = "", ""
    tables: dict[str, dict[str, Any]] = {}
    for key, value in table.items():
        quoted = key if _BARE_KEY.fullmatch(key) else _dump_value(key)
        if isinstance(value, dict):
            tables[quoted] = value
        elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
            arrays += _dump_array_of_tables(value, f"{name}.{quoted}" if name else quoted)
        else:
            values += f"{quoted} = {_dump_value(value)}\n"
    return values + arrays, tables


def _dump_array_of_tables(items: list[dict[str, Any]], name: str) -> str:
    text = ""
    for item in items:
        body, tables = _dump_table(item, name)
        text += f"[[{name}]]\n{body}\n"
        while tables:
            deeper: dict[str, dict[str, Any]] = {}
            for key, table in tables.items():
                inner_body, inner = _dump_table(table, f"{name}.{key}")
                if inner_body:
                    text += f"[{name}.{key}]\n{inner_body}"
                deeper |= {f"{key}.{inner_key}": value for inner_key, value in inner.items()}
            tables = deeper
    return text


def _dump_value(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + "".join(f" {_dump_value(item)}," for item in value) + "]"
    if isinstance(value, datetime.datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return str(value)
