"""Small builders for the `flyteidl2` messages that several kinds of types share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flyteidl2.core.literals_pb2 import Binary, Literal, Primitive, Scalar
from flyteidl2.core.types_pb2 import LiteralType, SimpleType, TypeAnnotation, TypeStructure
from google.protobuf.struct_pb2 import Struct

MESSAGEPACK = "msgpack"
CACHE_KEY_METADATA = "cache-key-metadata"
SERIALIZATION_FORMAT = "serialization-format"


def to_struct(values: Mapping[str, Any]) -> Struct:
    """Make a protobuf Struct of JSON-like values."""
    struct = Struct()
    struct.update(values)
    return struct


def primitive(**value: Any) -> Literal:
    """Make a primitive Literal: `primitive(integer=1)`."""
    return Literal(scalar=Scalar(primitive=Primitive(**value)))


def msgpack_literal(value: bytes) -> Literal:
    """Make the binary Literal in which dicts, dataclasses and models travel."""
    return Literal(scalar=Scalar(binary=Binary(value=value, tag=MESSAGEPACK)))


def struct_type(*, schema: Mapping[str, Any] | None = None, tag: str | None = None) -> LiteralType:
    """Make the STRUCT LiteralType of a value that travels as MessagePack.

    Args:
        schema: the JSON schema for `metadata`, when there is one.
        tag: the name of the conversion for `structure.tag`; an untyped dict has none.
    """
    annotations = to_struct({CACHE_KEY_METADATA: {SERIALIZATION_FORMAT: MESSAGEPACK}})
    return LiteralType(
        simple=SimpleType.STRUCT,
        metadata=None if schema is None else to_struct(schema),
        annotation=TypeAnnotation(annotations=annotations),
        structure=None if tag is None else TypeStructure(tag=tag),
    )


def tagged(literal_type: LiteralType, tag: str) -> LiteralType:
    """Copy a variant of a union, marked with the name of the conversion that makes it."""
    copy = LiteralType()
    copy.CopyFrom(literal_type)
    copy.structure.CopyFrom(TypeStructure(tag=tag))
    return copy
