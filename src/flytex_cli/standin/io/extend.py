"""What a data-frame plugin extends: see `DataFrameTransformerEngine.register`."""

from __future__ import annotations

from flytex_cli.standin._core.types.dataframe.engine import DataFrameTransformerEngine
from flytex_cli.standin._core.types.dataframe.handlers import DataFrameDecoder, DataFrameEncoder

__all__ = ["DataFrameDecoder", "DataFrameEncoder", "DataFrameTransformerEngine"]
