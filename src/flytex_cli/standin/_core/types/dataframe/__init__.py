"""Data frames: the reference type, and what plugins register for the frames of their library."""

from __future__ import annotations

from flytex_cli.standin._core.io.dataframe import PARQUET, DataFrame

from .engine import DataFrameTransformerEngine, DuplicateHandlerError
from .handlers import DataFrameDecoder, DataFrameEncoder

__all__ = [
    "PARQUET",
    "DataFrame",
    "DataFrameDecoder",
    "DataFrameEncoder",
    "DataFrameTransformerEngine",
    "DuplicateHandlerError",
]
