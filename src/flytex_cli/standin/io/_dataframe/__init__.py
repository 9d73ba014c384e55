"""Data frames: the reference type, and what plugins register for the frames of their library."""

from __future__ import annotations

from ._engine import DataFrameTransformerEngine, DuplicateHandlerError
from ._handlers import DataFrameDecoder, DataFrameEncoder
from .dataframe import PARQUET, DataFrame

__all__ = [
    "PARQUET",
    "DataFrame",
    "DataFrameDecoder",
    "DataFrameEncoder",
    "DataFrameTransformerEngine",
    "DuplicateHandlerError",
]
