"""A LiteralType as a JSON schema, for `NativeInterface.json_schema` and tools that offer tasks to a model."""

from __future__ import annotations

from typing import Any

from flyteidl2.core import types_pb2
from google.protobuf.json_format import MessageToDict

_SIMPLE: dict[int, dict[str, Any]] = {
    types_pb2.NONE: {"type": "null"},
    types_pb2.STRING: {"type": "string"},
    types_pb2.INTEGER: {"type": "integer"},
    types_pb2.FLOAT: {"type": "number", "format": "float"},
    types_pb2.BOOLEAN: {"type": "boolean"},
    types_pb2.DATETIME: {"type": "string", "format": "datetime"},
    types_pb2.DURATION: {"type": "string", "format": "duration"},
    types_pb2.BINARY: {"type": "string", "format": "binary"},
    types_pb2.ERROR: {"type": "object", "format": "error"},
}


def literal_type_to_json_schema(literal_type: types_pb2.LiteralType | None) -> dict[str, Any]:
    """Return the schema; a structure's metadata is its schema, any other type's metadata is laid over it."""
    if literal_type is None:
        return {"type": "null"}
    if literal_type.WhichOneof("type") == "simple" and literal_type.simple == types_pb2.STRUCT:
        return _struct_schema(literal_type)
    schema = _by_kind(literal_type)
    if literal_type.HasField("metadata"):
        schema.update(_with_integers(MessageToDict(literal_type.metadata)))
    return schema


def _by_kind(literal_type: types_pb2.LiteralType) -> dict[str, Any]:
    kind = literal_type.WhichOneof("type")
    if kind == "simple":
        return dict(_SIMPLE.get(literal_type.simple, {"type": "string"}))
    if kind == "collection_type":
        return {"type": "array", "items": literal_type_to_json_schema(literal_type.collection_type)}
    if kind == "map_value_type":
        return {
            "type": "object",
            "additionalProperties": literal_type_to_json_schema(literal_type.map_value_type),
        }
    if kind == "enum_type":
        return {"type": "string", "enum": list(literal_type.enum_type.values)}
    if kind == "blob":
        return _blob_schema(literal_type.blob)
    if kind == "structured_dataset_type":
        properties = {"uri": {"type": "string"}, "format": {"type": "string"}}
        return {"type": "object", "format": "structured-dataset", "properties": properties}
    if kind == "union_type":
        return _union_schema(literal_type.union_type)
    return {"type": "string"}


def _struct_schema(literal_type: types_pb2.LiteralType) -> dict[str, Any]:
    schema: dict[str, Any] = MessageToDict(literal_type.metadata) if literal_type.HasField("metadata") else {}
    if not schema:
        return {"type": "object"}
    schema.setdefault("type", "object")
    schema.pop("additionalProperties", None)
    title = schema.pop("title", None)
    if title is not None:
        schema["dataclass"] = title
    properties = schema.get("properties", {})
    if properties and "required" not in schema:
        schema["required"] = [name for name, value in properties.items() if "default" not in value]
    return schema


def _blob_schema(blob: types_pb2.BlobType) -> dict[str, Any]:
    multipart = blob.dimensionality == types_pb2.BlobType.MULTIPART
    dimensionality = {
        "type": "string",
        "enum": ["SINGLE", "MULTIPART"],
        "default": "MULTIPART" if multipart else "SINGLE",
    }
    return {
        "type": "object",
        "format": "blob",
        "properties": {
            "uri": {"type": "string", "default": ""},
            "format": {"type": "string", "default": blob.format or ""},
            "dimensionality": dimensionality,
        },
    }


def _union_schema(union_type: types_pb2.UnionType) -> dict[str, Any]:
    """`X | None` is X's schema: a tool may leave the argument out."""
    not_none = [v for v in union_type.variants if not (v.HasField("simple") and v.simple == types_pb2.NONE)]
    if len(not_none) == 1:
        return literal_type_to_json_schema(not_none[0])
    one_of = []
    for variant in union_type.variants:
        tag = variant.structure.tag if variant.HasField("structure") else ""
        one_of.append({**literal_type_to_json_schema(variant), "title": tag, "structure": tag})
    return {"oneOf": one_of, "format": "union"}


def _with_integers(value: Any) -> Any:
    """Return the value with whole floats as ints: a protobuf Struct knows only doubles."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _with_integers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_integers(item) for item in value]
    return value
