"""References to data that is too large to travel by itself: `File`, `Dir` and `DataFrame`."""

from __future__ import annotations

import sys

from flytex_cli.standin._core import sdk_modules
from flytex_cli.standin._core.io.dataframe import PARQUET, DataFrame
from flytex_cli.standin._core.io.file import File
from flytex_cli.standin._core.io.folder import Dir, EmptyDir
from flytex_cli.standin._core.io.hashing import HashFunction

__all__ = ["PARQUET", "DataFrame", "Dir", "EmptyDir", "File", "HashFunction"]

sdk_modules.bind(sys.modules[__name__])
