"""`flyte.types`: Python types and values as `LiteralType` and `Literal`."""

from __future__ import annotations

import sys

from flytex_cli.standin._core import sdk_modules
from flytex_cli.standin._core.types import (
    FlytePickle,
    Renderable,
    TypeEngine,
    TypeTransformer,
    TypeTransformerFailedError,
    guess_interface,
    literal_string_repr,
    to_literal,
    to_literal_type,
    within,
)

__all__ = [
    "FlytePickle",
    "Renderable",
    "TypeEngine",
    "TypeTransformer",
    "TypeTransformerFailedError",
    "guess_interface",
    "literal_string_repr",
    "to_literal",
    "to_literal_type",
    "within",
]

sdk_modules.bind(sys.modules[__name__])
