"""What mashumaro does for dataclasses and typed dicts: JSON schemas, and the plain values to be packed."""

from __future__ import annotations

import dataclasses
import functools
import json
import sys
from typing import Annotated, Any, get_args, get_origin

from .msgpack import packb


def pack(value: Any, python_type: Any) -> bytes:
    """Return the MessagePack bytes of a value of a dataclass or of a dict type."""
    return packb(value if python_type is dict else _encoder(python_type)(value))


def decode(values: dict[str, Any], python_type: Any) -> Any:
    """Make a dataclass of a plain dict, with its defaults filled in."""
    from mashumaro.codecs.json import JSONDecoder

    return JSONDecoder(python_type).decode(json.dumps(values))


def json_schema(python_type: Any) -> dict[str, Any]:
    """Return the JSON schema (draft 2020-12) of a dataclass.

    Raises:
        TypeError: a field is a bare `typing.List` or `typing.Dict`, for which the SDK (2.12.1) makes no schema.
    """
    from mashumaro.jsonschema import build_json_schema

    if _has_bare_alias(python_type):
        raise TypeError("a field is a bare typing.List or typing.Dict")
    schema: dict[str, Any] = build_json_schema(python_type, plugins=[_schema_plugin()]).to_dict()
    return schema


def _encoder(python_type: Any) -> Any:
    try:
        return _cached_encoder(python_type)
    except TypeError:  # an unhashable alias
        return _cached_encoder.__wrapped__(python_type)


@functools.cache
def _cached_encoder(python_type: Any) -> Any:
    from mashumaro.codecs.basic import BasicEncoder
    from mashumaro.dialect import Dialect
    from mashumaro.helper import pass_through

    class PackedDialect(Dialect):  # type: ignore[misc]  # mashumaro is untyped here
        """Bytes go as they are: MessagePack has a form for them, JSON has not."""

        no_copy_collections = (list, dict)
        serialization_strategy = {  # noqa: RUF012  the name and form that mashumaro reads
            bytes: pass_through,
            bytearray: {"serialize": pass_through, "deserialize": bytearray},
        }

    return BasicEncoder(python_type, default_dialect=PackedDialect).encode


def _has_bare_alias(python_type: Any) -> bool:
    origin = get_origin(python_type)
    if origin in (list, dict):
        args = get_args(python_type)
        return not args or any(_has_bare_alias(arg) for arg in args)
    if origin is Annotated or not dataclasses.is_dataclass(python_type):
        return False
    return any(_has_bare_alias(field.type) for field in dataclasses.fields(python_type))


@functools.cache
def _schema_plugin() -> Any:
    from mashumaro.jsonschema.models import JSONSchema
    from mashumaro.jsonschema.plugins import BasePlugin

    class ModelSchemas(BasePlugin):  # type: ignore[misc]  # mashumaro is untyped here
        """Give the fields that are pydantic models or Flyte's references the schema pydantic gives them."""

        def get_schema(self, instance: Any, ctx: Any, schema: Any = None) -> Any:
            model_schema = _model_schema(instance.type)
            return None if model_schema is None else JSONSchema.from_dict(model_schema)

    return ModelSchemas()


def _model_schema(python_type: Any) -> dict[str, Any] | None:
    if not isinstance(python_type, type) or get_origin(python_type) is not None:  # list[str] is a type in Python 3.10
        return None
    references = sys.modules.get("flytex_cli.standin._core.io.reference")
    if references is not None and issubclass(python_type, references.Reference):
        from flytex_cli.standin._core.io.schema import reference_schema

        return reference_schema(python_type)
    pydantic = sys.modules.get("pydantic")
    if pydantic is not None and issubclass(python_type, pydantic.BaseModel):
        from .pydantic import model_schema

        return model_schema(python_type)
    return None
