"""LiteralType -> Python type, for where the declared type is not at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._registry import REGISTRY

if TYPE_CHECKING:
    from flyteidl2.core.types_pb2 import LiteralType


def guess_python_type(literal_type: LiteralType) -> Any:
    """Return the Python type of the first conversion that recognises a LiteralType.

    Raises:
        ValueError: none does.
    """
    for transformer in REGISTRY.by_type.values():
        try:
            return transformer.guess_python_type(literal_type)
        except ValueError:
            continue
    raise ValueError(f"no Python type is known for {literal_type}")
