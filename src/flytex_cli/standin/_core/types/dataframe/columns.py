"""Columns, format and schema that annotate a data frame: `Annotated[pd.DataFrame, {"a": int}, "csv"]`."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin

from flyteidl2.core.types_pb2 import LiteralType, SimpleType, StructuredDatasetType

from flytex_cli.standin._core.io.hashing import HashMethod
from flytex_cli.standin._core.types.errors import TypeTransformerFailedError, type_name, within

_INTEGER, _FLOAT, _STRING = SimpleType.INTEGER, SimpleType.FLOAT, SimpleType.STRING

# numpy's classes by name: numpy itself is not needed to know them.
_COLUMN_TYPES: dict[Any, Any] = {
    int: _INTEGER,
    float: _FLOAT,
    bool: SimpleType.BOOLEAN,
    str: _STRING,
    datetime.datetime: SimpleType.DATETIME,
    datetime.timedelta: SimpleType.DURATION,
    **dict.fromkeys(("numpy.int32", "numpy.int64", "numpy.uint32", "numpy.uint64"), _INTEGER),
    **dict.fromkeys(("numpy.float32", "numpy.float64"), _FLOAT),
    **dict.fromkeys(("numpy.bool", "numpy.bool_"), SimpleType.BOOLEAN),
    **dict.fromkeys(("numpy.bytes_", "numpy.str_", "numpy.object_"), _STRING),
    "numpy.datetime64": SimpleType.DATETIME,
    "numpy.timedelta64": SimpleType.DURATION,
}


@dataclass(frozen=True)
class Declared:
    """What an annotation says about a data frame."""

    python_type: Any
    columns: dict[str, Any] = dataclasses.field(default_factory=dict)
    format: str = ""
    arrow_schema: Any = None


def declared(python_type: Any) -> Declared:
    """Read the annotation of a data frame."""
    if get_origin(python_type) is not Annotated:
        return Declared(python_type)
    wrapped, *annotations = get_args(python_type)
    found: dict[str, Any] = {}
    for annotation in annotations:
        part = _part(annotation)
        if part in ("format", "arrow_schema") and found.get(part):
            raise TypeTransformerFailedError(f"{python_type} has two of a kind: {found[part]!r} and {annotation!r}")
        if part == "columns":
            found[part] = annotation if isinstance(annotation, dict) else dict(annotation.__annotations__)
        elif part is not None:
            found[part] = annotation
    return Declared(wrapped, **found)


def _part(annotation: Any) -> str | None:
    if isinstance(annotation, HashMethod):
        return None  # computes a hash when the task runs
    if isinstance(annotation, dict) or hasattr(annotation, "__annotations__"):
        return "columns"
    if isinstance(annotation, str):
        return "format"
    is_schema = (type(annotation).__module__, type(annotation).__name__) == ("pyarrow.lib", "Schema")
    return "arrow_schema" if is_schema else None


def to_dataset_columns(columns: dict[str, Any]) -> list[StructuredDatasetType.DatasetColumn]:
    """Fill `StructuredDatasetType.columns`; a nested column is named `outer.inner`."""
    found = []
    for name, python_type in _flattened(columns).items():
        with within(f"[{name!r}]"):
            column_type = _column_type(python_type)
        found.append(StructuredDatasetType.DatasetColumn(name=name, literal_type=column_type))
    return found


def _flattened(columns: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in columns.items():
        nested = _nested(value)
        flat |= {prefix + name: value} if nested is None else _flattened(nested, f"{prefix}{name}.")
    return flat


def _nested(value: Any) -> dict[str, Any] | None:
    if isinstance(value, dict):
        return value
    if dataclasses.is_dataclass(value):
        return {field.name: field.type for field in dataclasses.fields(value)}
    if hasattr(value, "model_fields"):
        return {name: field.annotation for name, field in value.model_fields.items()}
    return None


def _column_type(python_type: Any) -> LiteralType:
    origin, args = get_origin(python_type), get_args(python_type)
    if origin is list:
        return LiteralType(collection_type=_column_type(args[0]))
    if origin is dict:
        return LiteralType(map_value_type=_column_type(args[1]))
    simple = _COLUMN_TYPES.get(python_type if python_type in _COLUMN_TYPES else type_name(python_type))
    if simple is None:
        raise TypeTransformerFailedError(f"type {type_name(python_type)} is not supported as a column of a data frame")
    return LiteralType(simple=simple)
