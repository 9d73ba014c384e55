"""Dataclasses: a STRUCT with the JSON schema that mashumaro builds; values travel as MessagePack."""

from __future__ import annotations

import dataclasses
import logging
from typing import Any, get_origin

from flyteidl2.core.literals_pb2 import Literal
from flyteidl2.core.types_pb2 import LiteralType

from . import mashumaro as _mashumaro
from .annotated import unannotated
from .errors import TypeTransformerFailedError, show, type_name, wrong_type
from .message import msgpack_literal, struct_type
from .transformer import FunctionTransformer

_NAME = "Object-Dataclass-Transformer"
_logger = logging.getLogger("flyte")


def dataclass_behind(python_type: Any) -> Any:
    """Return the dataclass of a type, which may be annotated or, as `Box[int]`, parametrised; None if there is none."""
    bare = unannotated(python_type)
    for candidate in (bare, get_origin(bare)):
        if isinstance(candidate, type) and dataclasses.is_dataclass(candidate):
            return candidate
    return None


def dataclass_type(python_type: Any) -> LiteralType:
    """Fill `LiteralType.metadata` with the schema; a dataclass without one still travels, as the SDK lets it."""
    dataclass = unannotated(python_type)
    try:
        schema = _mashumaro.json_schema(dataclass)
    except Exception as error:  # mashumaro raises its own errors, and whatever a field's type raises
        _logger.warning("no JSON schema for the dataclass %s: %s", type_name(dataclass), error)
        return struct_type(tag=_NAME)
    return struct_type(schema=schema, tag=_NAME)


def check_dataclass(python_type: Any, value: Any) -> None:
    """Refuse a value that is neither of the dataclass, nor a dict of its fields, nor a dataclass alike."""
    dataclass = dataclass_behind(python_type)
    if isinstance(value, dataclass):
        return
    fields = {field.name: field for field in dataclasses.fields(dataclass)}
    if isinstance(value, dict):
        required = {name for name, field in fields.items() if _is_required(field)}
        odd = sorted(required - value.keys()) or sorted(value.keys() - fields.keys())
        if not odd:
            return
        raise TypeTransformerFailedError(
            f"{show(value)} cannot be a {type_name(dataclass)}: field {odd[0]!r} is "
            + ("missing" if odd[0] in fields else "not one of its fields")
        )
    if dataclasses.is_dataclass(value) and all(
        field.name in fields and field.type == fields[field.name].type for field in dataclasses.fields(value)
    ):
        return
    raise wrong_type(value, dataclass)


def dataclass_literal(value: Any, python_type: Any, _expected: LiteralType | None = None) -> Literal:
    """Fill `Scalar.binary`."""
    if isinstance(value, dict):
        value = _mashumaro.decode(value, unannotated(python_type))
    if not dataclasses.is_dataclass(value):
        raise wrong_type(value, python_type)
    return msgpack_literal(_mashumaro.pack(value, python_type))


def _is_required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


DATACLASS = FunctionTransformer(_NAME, object, dataclass_type, dataclass_literal, check=check_dataclass)
