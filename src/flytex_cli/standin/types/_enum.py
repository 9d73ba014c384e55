"""Enums: their members' names travel; the enum made of a `Literal[...]` lets its values travel."""

from __future__ import annotations

import enum
from typing import Annotated, Any, get_origin

from flyteidl2.core.literals_pb2 import Literal
from flyteidl2.core.types_pb2 import EnumType, LiteralType

from ._errors import TypeTransformerFailedError, type_name
from ._message import primitive
from ._transformer import FunctionTransformer

LITERAL_ENUM = "LiteralEnum"
"""The class name of the enum that stands for a `Literal[...]` of strings in an interface."""


def is_enum(python_type: Any) -> bool:
    """Tell an enum class, also one that is a `str` or `int` as well."""
    return isinstance(python_type, type) and issubclass(python_type, enum.Enum)


def enum_type(python_type: Any) -> LiteralType:
    """Fill `LiteralType.enum_type`."""
    if get_origin(python_type) is Annotated:
        raise TypeTransformerFailedError(f"an enum cannot be annotated: {python_type}")
    members = list(python_type)
    if not members:
        raise TypeTransformerFailedError(f"enum {type_name(python_type)} has no members")
    if not isinstance(members[0].value, str):
        raise TypeTransformerFailedError(
            f"enum {type_name(python_type)} must have string values, {members[0].name} is {members[0].value!r}"
        )
    if python_type.__name__ == LITERAL_ENUM:
        return LiteralType(enum_type=EnumType(values=[member.value for member in members]))
    return LiteralType(enum_type=EnumType(values=[member.name for member in members]))


def check_enum(python_type: Any, value: Any) -> None:
    """Refuse what is neither a member nor a member's name or value."""
    if isinstance(value, enum.Enum):
        fits = isinstance(value, python_type)
    else:
        fits = any(value in (member.name, member.value) for member in python_type)
    if not fits:
        raise _no_member(value, [member.name for member in python_type], python_type)


def enum_literal(value: Any, python_type: Any, expected: LiteralType) -> Literal:
    """Fill `Primitive.string_value`."""
    accepted = list(expected.enum_type.values)
    if isinstance(value, str):
        name = getattr(value, "name", value)
        if name not in accepted:
            raise _no_member(value, accepted, python_type)
        return primitive(string_value=name)
    if not isinstance(value, enum.Enum) or type(value.value) is not str:
        raise _no_member(value, accepted, python_type)
    return primitive(string_value=value.name)


def _no_member(value: Any, accepted: list[str], python_type: Any) -> TypeTransformerFailedError:
    return TypeTransformerFailedError(
        f"{value!r} is not one of {', '.join(accepted)} of the enum {type_name(python_type)}"
    )


def _guess(literal_type: LiteralType) -> Any:
    if literal_type.HasField("enum_type"):
        return enum.Enum("DynamicEnum", {value: value for value in literal_type.enum_type.values})
    raise ValueError(f"not an enum: {literal_type}")


ENUM = FunctionTransformer("DefaultEnumTransformer", enum.Enum, enum_type, enum_literal, check=check_enum, guess=_guess)
