"""Protobuf messages: a STRUCT that names the message class; values travel as a protobuf Struct."""

from __future__ import annotations

from typing import Any

from flyteidl2.core.literals_pb2 import Literal, LiteralCollection, Scalar
from flyteidl2.core.types_pb2 import LiteralType, SimpleType
from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message
from google.protobuf.struct_pb2 import ListValue

from .convert import to_literal
from .errors import TypeTransformerFailedError, show, type_name
from .message import to_struct
from .transformer import FunctionTransformer


def message_type(python_type: Any) -> LiteralType:
    """Fill `LiteralType.metadata` with the class's name."""
    name = f"{python_type.__module__}.{python_type.__name__}"
    return LiteralType(simple=SimpleType.STRUCT, metadata=to_struct({"pb_type": name}))


def message_literal(value: Any, python_type: Any, _expected: LiteralType | None = None) -> Literal:
    """Fill `Scalar.generic`, or for a ListValue `Literal.collection`."""
    if not isinstance(value, Message):
        raise TypeTransformerFailedError(f"expected a {type_name(python_type)}, got {show(value)}")
    if type(value) is ListValue:
        items: list[Any] = list(value)
        return Literal(collection=LiteralCollection(literals=[to_literal(item, type(item)) for item in items]))
    return Literal(scalar=Scalar(generic=to_struct(MessageToDict(value))))


PROTOBUF = FunctionTransformer("Protobuf-Transformer", Message, message_type, message_literal)
