"""The names official plugins import from the SDK's module of this name."""

from __future__ import annotations

from ._engine import DataFrameTransformerEngine, DuplicateHandlerError, dataframe_engine
from ._handlers import DataFrameDecoder, DataFrameEncoder
from ._reference import CSV, GENERIC_FORMAT, PARQUET, DataFrame, DataFrameFormat

__all__ = [
    "CSV",
    "GENERIC_FORMAT",
    "PARQUET",
    "DataFrame",
    "DataFrameDecoder",
    "DataFrameEncoder",
    "DataFrameFormat",
    "DataFrameTransformerEngine",
    "DuplicateHandlerError",
    "dataframe_engine",
]
