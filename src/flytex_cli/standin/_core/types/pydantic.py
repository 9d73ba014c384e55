"""Pydantic models: a STRUCT with the model's JSON schema; values travel as MessagePack.

Pydantic is imported only here and only once a type needs it.
"""

from __future__ import annotations

import enum
import functools
import json
import typing
from typing import Any, get_args, get_origin

from flyteidl2.core.literals_pb2 import Literal
from flyteidl2.core.types_pb2 import LiteralType

from .errors import TypeTransformerFailedError, show, type_name, wrong_type
from .message import msgpack_literal, struct_type
from .msgpack import packb
from .transformer import FunctionTransformer

_NAME = "Pydantic Transformer"


def model_schema(model: Any) -> dict[str, Any]:
    """Return the model's JSON schema, with enums given by their members' names, as they travel."""
    schema: dict[str, Any] = model.model_json_schema(schema_generator=_schema_generator())
    return schema


def model_type(model: Any) -> LiteralType:
    """Fill `LiteralType.metadata` with the schema."""
    return struct_type(schema=model_schema(model), tag=_NAME)


def model_literal(value: Any, python_type: Any, _expected: LiteralType | None = None) -> Literal:
    """Fill `Scalar.binary`; a plain dict is validated into the model first."""
    if isinstance(value, dict):
        try:
            value = python_type.model_validate(value, strict=False, context={"deserialize": True})
        except ValueError as error:  # pydantic's ValidationError is one
            raise TypeTransformerFailedError(f"{show(value)} cannot be a {type_name(python_type)}: {error}") from error
    if not hasattr(value, "model_dump_json"):
        raise wrong_type(value, python_type)
    fields = json.loads(value.model_dump_json())
    return msgpack_literal(packb(_name_enums_of_model(fields, type(value))))


@functools.cache
def _schema_generator() -> Any:
    from pydantic.json_schema import GenerateJsonSchema

    class EnumsByName(GenerateJsonSchema):
        """List an enum's names where pydantic lists its values."""

        def enum_schema(self, schema: Any) -> Any:
            result = super().enum_schema(schema)
            members = schema.get("cls")
            if members is not None and "enum" in result:
                result["enum"] = [member.name for member in members]
            return result

    return EnumsByName


def _name_enums_of_model(fields: dict[str, Any], model: Any) -> dict[str, Any]:
    try:
        hints = typing.get_type_hints(model)
    except Exception:  # evaluates the user's annotations, which may name anything: the values then stay as they are
        return fields
    return {name: _name_enums(value, hints[name]) if name in hints else value for name, value in fields.items()}


def _name_enums(value: Any, hint: Any) -> Any:
    """Replace enum values by names wherever SDK 2.12.1 does: in models, lists and dicts, Optional or not."""
    hint = _without_none(hint)
    if value is None:
        return None
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return _name_of(value, hint)
    if hasattr(hint, "model_fields") and isinstance(hint, type):
        return _name_enums_of_model(value, hint) if isinstance(value, dict) else value
    origin, args = get_origin(hint), get_args(hint)
    if origin is list and args and isinstance(value, list):
        return [_name_enums(item, args[0]) for item in value]
    if origin is dict and len(args) == 2 and isinstance(value, dict):
        return {_name_enums(key, args[0]): _name_enums(item, args[1]) for key, item in value.items()}
    return value


def _name_of(value: Any, members: type[enum.Enum]) -> Any:
    try:
        return members(value).name
    except ValueError:
        return value


def _without_none(hint: Any) -> Any:
    if get_origin(hint) is typing.Union:
        others = [arg for arg in get_args(hint) if arg is not type(None)]
        if len(others) == 1:
            return others[0]
    return hint


PYDANTIC = FunctionTransformer(_NAME, object, model_type, model_literal, enable_type_assertions=False)
