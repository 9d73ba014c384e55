"""Every kind of type the stand-in knows: one line each. The order of shapes and fallbacks matters."""

from __future__ import annotations

import functools
import types
from typing import Any

from flytex_cli.standin._core.sdk_modules import STANDIN

from .containers import DICT, LIST
from .dataclass import DATACLASS, dataclass_behind
from .enums import ENUM, is_enum
from .pickled import PICKLE
from .primitives import BOOL, DATE, DATETIME, FLOAT, INT, NONE, STR, TIMEDELTA
from .protobuf import PROTOBUF
from .pydantic import PYDANTIC
from .registry import REGISTRY
from .union import UNION
from .wrapped import NAMED_TUPLE, TUPLE, TYPED_DICT, is_named_tuple, is_typed_dict, is_typed_tuple


def dataframe() -> Any:
    """Return the conversion of data frames; its module is loaded once one is seen."""
    from flytex_cli.standin._core.types.dataframe.engine import dataframe_engine

    return dataframe_engine


@functools.cache
def file() -> Any:
    """Return the conversion of `flyte.io.File`, which is not loaded before one is seen."""
    from .blob import FileTransformer

    return FileTransformer()


@functools.cache
def folder() -> Any:
    """Return the conversion of `flyte.io.Dir`, which is not loaded before one is seen."""
    from .blob import DirTransformer

    return DirTransformer()


_IO = f"{STANDIN}.io"

REGISTRY.add_shape(is_enum, ENUM)
REGISTRY.add_shape(is_named_tuple, NAMED_TUPLE)
REGISTRY.add_shape(is_typed_tuple, TUPLE)
REGISTRY.add_shape(is_typed_dict, TYPED_DICT)

for simple in (INT, FLOAT, STR, DATETIME, DATE, TIMEDELTA, BOOL):
    REGISTRY.add_type(simple)
REGISTRY.add_type(NONE, None)
REGISTRY.add_type(LIST)
REGISTRY.add_type(UNION, *({types.UnionType} - {UNION.python_type}))  # one and the same from Python 3.14 on
REGISTRY.add_type(DICT)
REGISTRY.add_type(ENUM)
REGISTRY.add_type(PROTOBUF)
REGISTRY.add_type(PICKLE)

REGISTRY.add_name(f"{_IO}._file.File", file)
REGISTRY.add_name(f"{_IO}._dir.Dir", folder)
REGISTRY.add_name(f"{_IO}._dataframe.dataframe.DataFrame", dataframe)
REGISTRY.add_name("pydantic.main.BaseModel", lambda: PYDANTIC)
REGISTRY.add_name("pandas.DataFrame", dataframe)
REGISTRY.add_name("pandas.core.frame.DataFrame", dataframe)
REGISTRY.add_name("pyarrow.Table", dataframe)
REGISTRY.add_name("pyarrow.lib.Table", dataframe)

REGISTRY.add_fallback(lambda t: dataclass_behind(t) is not None, DATACLASS)
REGISTRY.add_fallback(lambda _: True, PICKLE)
