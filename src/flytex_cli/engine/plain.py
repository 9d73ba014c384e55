"""Live objects as JSON values, for the facts of a record: what was declared, not what it translates to."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum
from pathlib import PurePath
from typing import Any

from flytex_cli.records import Json

ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
MAX_DEPTH = 8


def plain(value: Any, depth: int = MAX_DEPTH) -> Json:
    """Convert `value` to a JSON value that stands for it: dataclasses by the fields that differ from their default.

    Durations are seconds, paths are POSIX text; what has no JSON form is its `repr` without memory addresses.
    """
    if value is None or (isinstance(value, (bool, int, float, str)) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return plain(value.value, depth)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, PurePath):
        return value.as_posix()
    if depth and dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name.lstrip("_"): plain(item, depth - 1)
            for field in dataclasses.fields(value)
            if (item := getattr(value, field.name, None)) is not None and not _is_default(field, item)
        }
    if depth and isinstance(value, Mapping):
        return {str(key): plain(item, depth - 1) for key, item in value.items()}
    if depth and isinstance(value, (list, tuple)):
        return [plain(item, depth - 1) for item in value]
    if depth and isinstance(value, (set, frozenset)):
        return sorted((plain(item, depth - 1) for item in value), key=repr)
    return text(value)


def plain_object(value: Any) -> dict[str, Json] | None:
    """Apply `plain` to an object with named fields; None stays None, anything else is `{"value": ...}`."""
    if value is None:
        return None
    result = plain(value)
    return dict(result) if isinstance(result, Mapping) else {"value": result}


def text(value: Any) -> str:
    """Return the `repr` of a foreign object, without the memory address that would change from run to run."""
    try:
        return ADDRESS.sub("", repr(value))
    except BaseException as error:  # a user's __repr__ may raise anything, also what would end the process
        return f"<{type(value).__qualname__}: repr raised {type(error).__name__}>"


def type_text(annotation: Any) -> str:
    """Write an annotation as a person would."""
    if isinstance(annotation, type) and issubclass(annotation, Enum) and annotation.__name__ == "LiteralEnum":
        return f"Literal[{', '.join(repr(member.value) for member in annotation)}]"  # what Flyte makes of a Literal
    if isinstance(annotation, type) and not hasattr(annotation, "__args__"):
        return annotation.__name__
    return text(annotation).replace("typing.", "")


def _is_default(field: dataclasses.Field[Any], value: Any) -> bool:
    if field.default is not dataclasses.MISSING:
        return value is field.default or (type(value) is type(field.default) and _same(value, field.default))
    return field.default_factory is not dataclasses.MISSING and value in ((), [], {})


def _same(left: Any, right: Any) -> bool:
    try:
        return bool(left == right)
    except Exception:  # a user's __eq__ may raise anything, or answer with an array
        return False
