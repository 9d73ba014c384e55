"""Enums: their members' names travel; the enum made of a `Literal[...]` lets its values travel."""

from __future__ import annotations

import enum
from typing import Any

from flyteidl2.core.literals_pb2 import Literal
from flyteidl2.core.types_pb2 import EnumType, LiteralType

from .annotated import unannotated
from .errors import TypeTransformerFailedError, show, type_name
from .message import primitive
from .transformer import FunctionTransformer

LITERAL_ENUM = "LiteralEnum"
"""The class name of the enum that stands for a `Literal[...]` of strings in an interface."""


def is_enum(python_type: Any) -> bool:
    """Tell an enum class, also one that is a `str` or `int` as well."""
    return isinstance(python_type, type) and issubclass(python_type, enum.Enum)


def enum_type(python_type: Any) -> LiteralType:
    """Fill `LiteralType.enum_type`."""
    members_type = unannotated(python_type)
    members = list(members_type)
    if not members:
        raise TypeTransformerFailedError(f"enum {type_name(members_type)} has no members")
    _require_names_travel(members[0])
    if members_type.__name__ == LITERAL_ENUM:
        return LiteralType(enum_type=EnumType(values=[member.value for member in members]))
    return LiteralType(enum_type=EnumType(values=[member.name for member in members]))


def check_enum(python_type: Any, value: Any) -> None:
    """Refuse what is neither a member nor a member's name or value."""
    members_type = unannotated(python_type)
    if isinstance(value, enum.Enum):
        fits = isinstance(value, members_type)
    else:
        fits = any(value in (member.name, member.value) for member in members_type)
    if not fits:
        raise _no_member(value, [member.name for member in members_type], members_type)


def enum_literal(value: Any, python_type: Any, expected: LiteralType) -> Literal:
    """Fill `Primitive.string_value`."""
    accepted = list(expected.enum_type.values)
    if isinstance(value, str):
        name = getattr(value, "name", value)
        if name not in accepted:
            raise _no_member(value, accepted, python_type)
        return primitive(string_value=name)
    if not isinstance(value, enum.Enum):
        raise _no_member(value, accepted, python_type)
    _require_names_travel(value)
    return primitive(string_value=value.name)


def _require_names_travel(member: enum.Enum) -> None:
    """Refuse the enums SDK 2.12.1 refuses: of values that are neither strings nor an IntEnum's; never a Flag."""
    members_type = type(member)
    if isinstance(member.value, str) or isinstance(member, enum.IntEnum):
        return
    name = type_name(members_type)
    if isinstance(member, enum.Flag):
        raise TypeTransformerFailedError(f"enum {name} is a Flag, whose combinations have no name: use an IntEnum")
    raise TypeTransformerFailedError(
        f"enum {name} must have string values or be an IntEnum: {member.name} is {member.value!r}"
    )


def _no_member(value: Any, accepted: list[str], python_type: Any) -> TypeTransformerFailedError:
    return TypeTransformerFailedError(
        f"{show(value)} is not one of {', '.join(accepted)} of the enum {type_name(python_type)}"
    )


def _guess(literal_type: LiteralType) -> Any:
    if literal_type.HasField("enum_type"):
        return enum.Enum("DynamicEnum", {value: value for value in literal_type.enum_type.values})
    raise ValueError(f"not an enum: {literal_type}")


ENUM = FunctionTransformer("DefaultEnumTransformer", enum.Enum, enum_type, enum_literal, check=check_enum, guess=_guess)
