"""The names official plugins import from the SDK's private module of this name."""

from __future__ import annotations

from ._engine import RestrictedTypeTransformer, TypeEngine
from ._errors import TypeTransformerFailedError
from ._message import CACHE_KEY_METADATA, MESSAGEPACK, SERIALIZATION_FORMAT
from ._transformer import TypeTransformer

__all__ = [
    "CACHE_KEY_METADATA",
    "MESSAGEPACK",
    "SERIALIZATION_FORMAT",
    "RestrictedTypeTransformer",
    "TypeEngine",
    "TypeTransformer",
    "TypeTransformerFailedError",
]
