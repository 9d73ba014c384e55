"""References to data that is too large to travel by itself: `File`, `Dir` and `DataFrame`."""

from __future__ import annotations

from ._dataframe import PARQUET, DataFrame
from ._dir import Dir, EmptyDir
from ._file import File
from ._hashing_io import HashFunction

__all__ = ["PARQUET", "DataFrame", "Dir", "EmptyDir", "File", "HashFunction"]
