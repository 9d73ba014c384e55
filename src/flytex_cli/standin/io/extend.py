"""What a data-frame plugin extends: see `DataFrameTransformerEngine.register`."""

from __future__ import annotations

from ._dataframe import DataFrameDecoder, DataFrameEncoder, DataFrameTransformerEngine

__all__ = ["DataFrameDecoder", "DataFrameEncoder", "DataFrameTransformerEngine"]
