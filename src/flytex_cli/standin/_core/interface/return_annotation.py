"""From a return annotation to named outputs: `o0`, `o1`, ... or a NamedTuple's own names."""

from __future__ import annotations

import inspect
import typing
from enum import Enum
from typing import Any, Literal, get_args, get_origin

from flytex_cli.standin._core.common.loggers import logger

LITERAL_ENUM = "LiteralEnum"
"""Name of the enums made of `Literal[...]`, by which they are known again."""


def default_output_name(index: int = 0) -> str:
    """Return the name of an output that has none."""
    return f"o{index}"


def literal_to_enum(literal_type: Any) -> Any:
    """Return an Enum of the strings of a `Literal[...]`; other values travel as Any."""
    if get_origin(literal_type) is not Literal:
        raise TypeError(f"{literal_type} is not a Literal[...]")
    values = get_args(literal_type)
    if not all(isinstance(value, str) for value in values):
        logger.warning(f"{literal_type} has values that are not strings: it is taken as Any")
        return Any
    return Enum(LITERAL_ENUM, {value.upper(): value for value in values})


def without_literal(annotation: Any) -> Any:
    """Return the annotation, a `Literal[...]` as its Enum."""
    return literal_to_enum(annotation) if get_origin(annotation) is Literal else annotation


def extract_return_annotation(return_annotation: Any) -> dict[str, Any]:
    """Return the outputs by name; several values are a tuple or a NamedTuple, none is None."""
    if isinstance(return_annotation, str):
        raise TypeError(f"the return annotation {return_annotation!r} is a string that could not be evaluated")
    if return_annotation in (None, type(None), inspect.Signature.empty):
        return {}
    if _is_named_tuple(return_annotation):
        return dict(typing.get_type_hints(return_annotation, include_extras=True))
    if isinstance(return_annotation, tuple):
        return _several(return_annotation, return_annotation)
    if getattr(return_annotation, "__origin__", None) is tuple:
        return _several(get_args(return_annotation), return_annotation)
    return {default_output_name(): without_literal(return_annotation)}


def _several(annotations: tuple[Any, ...], whole: Any) -> dict[str, Any]:
    if len(annotations) == 1:
        raise TypeError(f"the return annotation {whole} is a tuple of one: write the type itself")
    if Ellipsis in annotations:
        raise TypeError(f"the return annotation {whole} is a tuple of any length: write list[...] or each value's type")
    outputs = {default_output_name(index): annotation for index, annotation in enumerate(annotations)}
    # The bare form `-> (int, str)` keeps a Literal as it is, as the SDK does.
    return outputs if isinstance(whole, tuple) else {name: without_literal(kind) for name, kind in outputs.items()}


def _is_named_tuple(annotation: Any) -> bool:
    return isinstance(annotation, type) and annotation.__bases__ == (tuple,) and hasattr(annotation, "_fields")
