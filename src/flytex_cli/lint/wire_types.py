"""What rules ask of a `flyteidl2.core.LiteralType`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flytex_cli.wire.struct import JsonObject, from_struct

if TYPE_CHECKING:
    from flyteidl2.core.literals_pb2 import Literal
    from flyteidl2.core.types_pb2 import LiteralType

PICKLE = "PythonPickle"
"""`BlobType.format` of a pickled value (SDK 2.0 to 2.12.1)."""

STRUCTURED = ("Object-Dataclass-Transformer", "Pydantic Transformer")
"""`TypeStructure.tag` of dataclasses and pydantic models; both send their JSON schema as metadata."""


def pickled(kind: LiteralType) -> Iterator[str]:
    """Yield the Python types that travel as pickles, at any depth, as `module.Class` or as written."""
    if kind.blob.format == PICKLE or any(variant.blob.format == PICKLE for variant in kind.union_type.variants):
        name = str(from_struct(kind.metadata).get("python_class_name") or "this type")
        yield name.removeprefix("<class '").removesuffix("'>").removeprefix("typing.")
        return
    for part in _parts(kind):
        yield from pickled(part)


def without_schema(kind: LiteralType) -> bool:
    """Return whether some class in a type has no JSON schema."""
    if kind.structure.tag in STRUCTURED and not kind.metadata.fields:
        return True
    return any(map(without_schema, _parts(kind)))


def alike(kind: LiteralType) -> Iterator[tuple[str, str]]:
    """Yield pairs of a union's classes whose schemas differ only in the title."""
    variants = [variant for variant in kind.union_type.variants if variant.metadata.fields and variant.simple]
    schemas = [from_struct(variant.metadata) for variant in variants]
    for index, schema in enumerate(schemas):
        for other in schemas[index + 1 :]:
            if _shape(schema) == _shape(other) and schema.get("title") != other.get("title"):
                yield str(schema.get("title")), str(other.get("title"))


def takes(kind: LiteralType, value: Literal) -> bool:
    """Return whether a type takes a value, as far as both are plain: numbers, texts, times, enums, unions of these."""
    which = kind.WhichOneof("type")
    if which == "union_type":
        inner = value.scalar.union.value if value.scalar.HasField("union") else value
        return any(takes(variant, inner) for variant in kind.union_type.variants)
    if which not in ("simple", "enum_type"):
        return True
    given = value.scalar.primitive.WhichOneof("value") or value.scalar.WhichOneof("value")
    if which == "enum_type":
        return given == "string_value" and value.scalar.primitive.string_value in kind.enum_type.values
    return kind.simple not in _PRIMITIVE or given in _PRIMITIVE[kind.simple]


_PRIMITIVE = {
    0: ("none_type",),
    1: ("integer",),
    2: ("float_value", "integer"),
    3: ("string_value",),
    4: ("boolean",),
    5: ("datetime",),
    6: ("duration",),
}
"""What `Literal.scalar`, or its `primitive`, holds of each `SimpleType`."""


def _shape(schema: JsonObject) -> JsonObject:
    return {key: value for key, value in schema.items() if key not in ("title", "description")}


def _parts(kind: LiteralType) -> Iterator[LiteralType]:
    which = kind.WhichOneof("type")
    if which == "collection_type":
        yield kind.collection_type
    elif which == "map_value_type":
        yield kind.map_value_type
    elif which == "union_type":
        yield from kind.union_type.variants
