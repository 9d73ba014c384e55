"""The type system of Flyte 2: Python types and values as `LiteralType` and `Literal`.

`TypeEngine`, `TypeTransformer` and the other public names are `flyte.types`' own; `to_literal_type` and
`to_literal` are what the stand-in's translation calls.
"""

from __future__ import annotations

from . import kinds as _kinds  # registers every kind
from .convert import to_literal, to_literal_type
from .engine import TypeEngine
from .errors import TypeTransformerFailedError, within
from .pickled import FlytePickle
from .renderer import Renderable
from .runtime_only import guess_interface, literal_string_repr
from .transformer import TypeTransformer

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

del _kinds
