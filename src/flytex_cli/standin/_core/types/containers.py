"""Lists and dicts: `list[X]` is a collection, `dict[str, X]` a map, any other dict a MessagePack struct."""

from __future__ import annotations

from typing import Any, get_args, get_origin

from flyteidl2.core.literals_pb2 import Literal, LiteralCollection, LiteralMap
from flyteidl2.core.types_pb2 import LiteralType, SimpleType

from .annotated import unannotated
from .convert import to_literal, to_literal_type
from .errors import TypeTransformerFailedError, show, type_name, within, wrong_type
from .message import msgpack_literal, struct_type
from .transformer import FunctionTransformer


def _item_type(python_type: Any) -> Any:
    args = get_args(unannotated(python_type))
    if not args:  # of several, `list[str, str]`, SDK 2.12.1 takes the first
        raise TypeTransformerFailedError(f"{type_name(python_type)} does not name the type of its items: write list[X]")
    if not args[0]:  # list[None], whose item type is no class
        raise TypeTransformerFailedError(f"{type_name(python_type)} is not supported: None is not a type of items")
    return args[0]


def list_type(python_type: Any) -> LiteralType:
    """Fill `LiteralType.collection_type`."""
    item_type = _item_type(python_type)
    with within("[0]"):
        return LiteralType(collection_type=to_literal_type(item_type))


def list_literal(value: Any, python_type: Any, expected: LiteralType) -> Literal:
    """Fill `Literal.collection`."""
    if not isinstance(value, list):
        raise wrong_type(value, list)
    item_type = _item_type(python_type)
    literals = []
    for index, item in enumerate(value):
        with within(f"[{index}]"):
            literals.append(to_literal(item, item_type, expected.collection_type))
    return Literal(collection=LiteralCollection(literals=literals))


def _key_and_value_type(python_type: Any) -> tuple[Any, Any] | None:
    wrapped = unannotated(python_type)
    if get_origin(wrapped) is None:
        return None
    if get_origin(wrapped) is not dict:
        raise TypeTransformerFailedError(f"{type_name(python_type)} is not supported: write dict[K, V]")
    args = get_args(wrapped)
    return (args[0], args[1]) if args else None


def dict_type(python_type: Any) -> LiteralType:
    """Fill `LiteralType.map_value_type` for string keys, else make a STRUCT."""
    args = _key_and_value_type(python_type)
    if args is None or args[0] is not str:
        return struct_type()
    with within("[1]"):
        return LiteralType(map_value_type=to_literal_type(args[1]))


def dict_literal(value: Any, python_type: Any, expected: LiteralType) -> Literal:
    """Fill `Literal.map` for string keys, else pack the dict."""
    if type(value) is not dict:
        raise wrong_type(value, dict)
    if expected.WhichOneof("type") == "simple" and expected.simple == SimpleType.STRUCT:
        from .mashumaro import pack

        return msgpack_literal(pack(value, python_type))
    args = _key_and_value_type(python_type)
    literals = {}
    for key, item in value.items():
        if type(key) is not str:
            raise TypeTransformerFailedError(
                f"expected keys of type str, got {show(key)} of type {type_name(type(key))}"
            )
        with within(f"[{show(key)}]"):
            literals[key] = to_literal(item, args[1] if args else Any, expected.map_value_type)
    return Literal(map=LiteralMap(literals=literals))


def _guess_list(literal_type: LiteralType) -> Any:
    from .guess import guess_python_type

    if literal_type.HasField("collection_type"):
        return list[guess_python_type(literal_type.collection_type)]  # type: ignore[misc]
    raise ValueError(f"not a collection: {literal_type}")


def _guess_dict(literal_type: LiteralType) -> Any:
    from .guess import guess_python_type

    if literal_type.HasField("map_value_type"):
        return dict[str, guess_python_type(literal_type.map_value_type)]  # type: ignore[misc]
    if literal_type.simple == SimpleType.STRUCT and not literal_type.HasField("metadata"):
        return dict
    raise ValueError(f"not a map: {literal_type}")


LIST = FunctionTransformer("Typed List", list, list_type, list_literal, guess=_guess_list)
DICT = FunctionTransformer("Typed Dict", dict, dict_type, dict_literal, guess=_guess_dict)
