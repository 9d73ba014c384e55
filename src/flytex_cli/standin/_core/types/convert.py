"""Python type -> `LiteralType`, value -> `Literal`: the two functions everything else asks."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from .constraints import with_constraints
from .errors import TypeTransformerFailedError, show, type_name
from .plugins import load_plugins
from .registry import REGISTRY
from .transformer import FunctionTransformer, TypeTransformer

if TYPE_CHECKING:
    from flyteidl2.core import literals_pb2, types_pb2

_NEVER_A_PLUGIN_TYPE = frozenset({int, float, str, bool, type(None), None})


def find_transformer(python_type: Any) -> TypeTransformer[Any]:
    """Return the conversion of a type, with the installed plugins' conversions known."""
    if not (isinstance(python_type, type) and python_type in _NEVER_A_PLUGIN_TYPE):
        load_plugins()
    return REGISTRY.find(python_type)


def to_literal_type(python_type: Any) -> types_pb2.LiteralType:
    """Return the `LiteralType` of a Python type, for a Variable of the interface.

    Raises:
        TypeTransformerFailedError: Flyte has no type for it; the error names the type and, inside a container,
            the position of the type argument.
    """
    try:
        literal_type = find_transformer(python_type).get_literal_type(python_type)
        return with_constraints(literal_type, python_type)
    except TypeTransformerFailedError:
        raise
    except ModuleNotFoundError as error:
        raise TypeTransformerFailedError(
            f"type {type_name(python_type)} needs the package {error.name}, which is not installed"
        ) from error
    except Exception as error:  # plugins and pydantic raise what they like about a type they refuse
        raise TypeTransformerFailedError(f"type {type_name(python_type)} is not supported: {error}") from error


def to_literal(value: Any, python_type: Any, expected: types_pb2.LiteralType | None = None) -> literals_pb2.Literal:
    """Return the `Literal` of a value of a declared type, for a default input.

    Args:
        value: the value.
        python_type: the declared type.
        expected: the type's LiteralType, where the caller has it already.

    Raises:
        TypeTransformerFailedError: the value is not of the type, or cannot be carried.
    """
    if expected is None:
        expected = to_literal_type(python_type)
    transformer = find_transformer(python_type)
    try:
        if transformer.type_assertions_enabled:
            transformer.assert_type(python_type, value)
        return literal_of(transformer, value, python_type, expected)
    except TypeTransformerFailedError:
        raise
    except Exception as error:  # plugins, mashumaro and pydantic raise what they like about a value they refuse
        raise TypeTransformerFailedError(
            f"value {show(value)} cannot be a {type_name(python_type)}: {error}"
        ) from error


def literal_of(
    transformer: TypeTransformer[Any], value: Any, python_type: Any, expected: types_pb2.LiteralType
) -> literals_pb2.Literal:
    """Convert with a given conversion, without asking whether the value is of the type."""
    if isinstance(transformer, FunctionTransformer):
        return transformer.literal(value, python_type, expected)
    literal: literals_pb2.Literal = run(transformer.to_literal(value, python_type, expected))
    return literal


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Wait for a plugin's coroutine, also where an event loop runs already: then in a thread of its own."""
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    with ThreadPoolExecutor(max_workers=1) as executor:
        return executor.submit(asyncio.run, coroutine).result()
