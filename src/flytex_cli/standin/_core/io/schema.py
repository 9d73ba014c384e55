"""The JSON schema of a reference, and its place in a user's pydantic model."""

from __future__ import annotations

import functools
import typing
from typing import TYPE_CHECKING, Any

from flytex_cli.standin._core.sdk_modules import as_flyte

if TYPE_CHECKING:
    from .reference import Reference

REQUIRED: Any = object()
"""The default of a field that has none."""

_TYPES: dict[str, dict[str, Any]] = {
    "str": {"type": "string"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "str | None": {"anyOf": [{"type": "string"}, {"type": "null"}]},
}


def reference_schema(cls: Any) -> dict[str, Any]:
    """Return the schema that pydantic gives the SDK's model of the same name.

    A subclass's field of another type than a primitive is described by pydantic itself.
    """
    names = [name for name in cls._defaults if name not in cls._hidden]
    if any(_spelled(cls._hints[name]) not in _TYPES for name in names):
        schema: dict[str, Any] = mirror(cls).model_json_schema()
        return schema
    properties = {}
    for name in names:
        properties[name] = _TYPES[_spelled(cls._hints[name])] | {"title": name.replace("_", " ").title()}
        if cls._defaults[name] is not REQUIRED:
            properties[name]["default"] = cls._defaults[name]
    schema = _extra(cls) | {"properties": properties, "title": cls.__name__, "type": "object"}
    required = [name for name in names if cls._defaults[name] is REQUIRED]
    return schema | ({"required": required} if required else {})


@functools.cache
def mirror(cls: Any) -> Any:
    """Make the pydantic model that the SDK has in the place of a reference class."""
    from pydantic import ConfigDict, Field, create_model
    from pydantic.json_schema import SkipJsonSchema

    hidden = typing.Annotated[typing.Any, Field(exclude=True), SkipJsonSchema()]
    fields = {
        name: (hidden if name in cls._hidden else _evaluated(cls, name), ... if default is REQUIRED else default)
        for name, default in cls._defaults.items()
    }
    return create_model(
        cls.__name__,
        __config__=ConfigDict(arbitrary_types_allowed=True, json_schema_extra=_extra(cls)),
        __module__=as_flyte(cls.__module__),
        __validators__={**cls._validators, **_serializer(cls)},
        **typing.cast(Any, fields),
    )


def _serializer(cls: type[Reference]) -> dict[str, Any]:
    """Return what writes the model where it is not simply its fields: `_written`, whatever is asked for."""
    if not cls._written:
        return {}
    from pydantic import model_serializer

    # An annotation, which is text here, pydantic 2.10.0 would look up where the model is said to be.
    plainly = model_serializer(mode="plain", return_type=dict[str, typing.Any])
    return {"write": plainly(lambda self: {name: getattr(self, name) for name in cls._written})}


def core_schema(cls: type[Reference], source: Any, handler: Any) -> Any:
    """Let pydantic validate a reference or a dict of its fields, describe it, and write it."""
    from pydantic_core import core_schema as schemas

    def validate(value: Any, validate_fields: Any) -> Any:
        return value if isinstance(value, cls) else cls(**validate_fields(value).model_dump())

    return schemas.no_info_wrap_validator_function(
        validate,
        handler.generate_schema(mirror(cls)),
        serialization=schemas.plain_serializer_function_ser_schema(cls._serialize),
    )


def _extra(cls: type[Reference]) -> dict[str, Any]:
    return {"description": cls._description, "x-flyte-type": cls._flyte_type}


def _spelled(hint: Any) -> str:
    return hint if isinstance(hint, str) else getattr(hint, "__name__", str(hint))


def _evaluated(cls: type[Reference], name: str) -> Any:
    return typing.get_type_hints(cls)[name]
