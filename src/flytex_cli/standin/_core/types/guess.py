"""LiteralType -> Python type, for where the declared type is not at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .registry import REGISTRY

if TYPE_CHECKING:
    from flyteidl2.core.types_pb2 import LiteralType


def guess_python_type(literal_type: LiteralType) -> Any:
    """Return the Python type of the first conversion that recognises a LiteralType.

    Raises:
        ValueError: none does.
    """
    tag = literal_type.structure.tag
    # The conversion that made a tagged type goes first: a broader one might claim it.
    for transformer in sorted(REGISTRY.all(), key=lambda t: not tag or t.name != tag):
        try:
            return transformer.guess_python_type(literal_type)
        except ValueError:
            continue
    raise ValueError(f"no Python type is known for {literal_type}")
