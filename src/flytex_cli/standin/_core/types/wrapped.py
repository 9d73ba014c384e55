"""Typed tuples, NamedTuples and TypedDicts as inputs: each travels as a pydantic model made for it.

As the outputs of a task, tuples are several variables instead: that is the interface's business.
"""

from __future__ import annotations

import dataclasses
import typing
from typing import Any, get_args, get_origin

from flyteidl2.core.literals_pb2 import Literal
from flyteidl2.core.types_pb2 import LiteralType

from .errors import TypeTransformerFailedError, show, type_name
from .pydantic import model_literal, model_type
from .transformer import FunctionTransformer
from .typed_dict import is_typed_dict, typed_dict_model


def is_named_tuple(python_type: Any) -> bool:
    """Tell a NamedTuple class."""
    return (
        isinstance(python_type, type)
        and hasattr(python_type, "__mro__")
        and tuple in python_type.__mro__
        and isinstance(getattr(python_type, "_fields", None), tuple)
        and hasattr(python_type, "__annotations__")
    )


def is_typed_tuple(python_type: Any) -> bool:
    """Tell `tuple[X, Y]`; `tuple` and `tuple[X, ...]` are pickled."""
    args = get_args(python_type)
    return get_origin(python_type) is tuple and bool(args) and not (len(args) == 2 and args[1] is ...)


def tuple_model(python_type: Any) -> Any:
    """Make the model of a typed tuple: `item_0`, `item_1`, ..."""
    fields = {f"item_{index}": (arg, ...) for index, arg in enumerate(get_args(python_type))}
    return _create_model(f"TupleWrapper_{python_type.__name__}", fields)


def named_tuple_model(python_type: Any) -> Any:
    """Make the model of a NamedTuple: its fields, all required."""
    if not is_named_tuple(python_type):
        raise TypeTransformerFailedError(f"a NamedTuple cannot be annotated: {python_type}")
    fields = {name: (hint, ...) for name, hint in python_type.__annotations__.items()}
    return _create_model(f"NamedTupleWrapper_{python_type.__name__}", fields)


def tuple_literal(value: Any, python_type: Any, expected: LiteralType) -> Literal:
    """Fill `Scalar.binary` with the items by position."""
    model = tuple_model(python_type)
    names = list(model.model_fields)
    if not isinstance(value, tuple) or len(value) != len(names):
        raise TypeTransformerFailedError(f"expected a tuple of {len(names)} items, got {show(value)}")
    return model_literal(model(**dict(zip(names, value, strict=True))), model, expected)


def named_tuple_literal(value: Any, python_type: Any, expected: LiteralType) -> Literal:
    """Fill `Scalar.binary` with the fields by name."""
    model = named_tuple_model(python_type)
    if not isinstance(value, tuple) or len(value) != len(python_type._fields):
        raise TypeTransformerFailedError(f"expected a {type_name(python_type)}, got {show(value)}")
    fields = {name: to_plain(item) for name, item in zip(python_type._fields, value, strict=True)}
    return model_literal(model(**fields), model, expected)


def typed_dict_literal(value: Any, python_type: Any, expected: LiteralType) -> Literal:
    """Fill `Scalar.binary` with the keys."""
    if not isinstance(value, dict):
        raise TypeTransformerFailedError(f"expected a dict for {type_name(python_type)}, got {show(value)}")
    model = typed_dict_model(python_type)
    return model_literal(model(**{key: to_plain(item) for key, item in value.items()}), model, expected)


def to_plain(value: Any) -> Any:
    """Turn models, NamedTuples and dataclasses, at any depth, into the dicts that pydantic validates."""
    if hasattr(value, "model_dump"):
        return value.model_dump()
    if hasattr(value, "_asdict"):
        return {key: to_plain(item) for key, item in value._asdict().items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {key: to_plain(item) for key, item in dataclasses.asdict(value).items()}
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_plain(item) for item in value]
    return value


def _create_model(name: str, fields: dict[str, Any]) -> Any:
    from pydantic import create_model

    return create_model(name, **typing.cast(Any, fields))


TUPLE = FunctionTransformer(
    "Typed Tuple", tuple, lambda t: model_type(tuple_model(t)), tuple_literal, enable_type_assertions=False
)
NAMED_TUPLE = FunctionTransformer(
    "NamedTuple", tuple, lambda t: model_type(named_tuple_model(t)), named_tuple_literal, enable_type_assertions=False
)
TYPED_DICT = FunctionTransformer(
    "TypedDict", dict, lambda t: model_type(typed_dict_model(t)), typed_dict_literal, enable_type_assertions=False
)
__all__ = ["NAMED_TUPLE", "TUPLE", "TYPED_DICT", "is_named_tuple", "is_typed_dict", "is_typed_tuple"]
