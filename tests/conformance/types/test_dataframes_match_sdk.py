"""Data frames of other libraries are known by their qualified names, and have the SDK's message."""

# ruff: noqa: UP045  (the spelling of a union is what is tested)
from __future__ import annotations

import collections
import datetime
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Annotated, Any, Optional

import flyte.io
import pytest
from flyte.types import TypeEngine

import flytex_cli.standin.io
from flytex_cli.standin.types import to_literal_type
from tests.conformance.types.type_cases import Plain

pytestmark = pytest.mark.sdk


COUNT = 21


def library(name: str, **classes: str) -> ModuleType:
    """Make a package with empty classes, each defined where the real one is."""
    module = ModuleType(name)
    for attribute, defined_in in classes.items():
        setattr(module, attribute, type(attribute, (), {"__module__": defined_in, "__qualname__": attribute}))
    return module


@pytest.fixture(scope="module", autouse=True)
def libraries() -> Iterator[None]:
    """Put a pandas, a pyarrow and a numpy of classes only in the place of the real ones, which are large."""
    modules = {
        "pandas": library("pandas", DataFrame="pandas", Series="pandas"),
        "pyarrow": library("pyarrow", Table="pyarrow.lib", Schema="pyarrow.lib"),
        "numpy": library(
            "numpy",
            **dict.fromkeys(
                ("int32", "int64", "uint32", "uint64", "float32", "float64", "bool_", "datetime64"), "numpy"
            ),
            **dict.fromkeys(("timedelta64", "bytes_", "str_", "object_", "ndarray", "int8"), "numpy"),
        ),
    }
    modules["pyarrow"].lib = modules["pyarrow"]
    with pytest.MonkeyPatch.context() as patch:
        for name, module in modules.items():
            patch.setitem(sys.modules, name, module)
        yield


def types(io: Any) -> list[Any]:
    """Every way to name a data frame, in the same order for both io modules."""
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    class GeoFrame(pd.DataFrame):
        pass

    columns = collections.OrderedDict(a=np.int64, b=list[float], c=dict[str, datetime.datetime], d=np.bool_, e=np.str_)
    return [
        *(pd.DataFrame, pa.Table, GeoFrame, Optional[pd.DataFrame], list[pd.DataFrame], dict[str, pa.Table]),
        *(pd.Series, np.ndarray, np.float64, list[np.ndarray]),
        *(Annotated[pd.DataFrame, "csv"], Annotated[pd.DataFrame, "parquet", {"a": int}], Annotated[pd.DataFrame, {}]),
        *(Annotated[pd.DataFrame, {"a": int, "b": {"c": str, "d": {"e": bool}}}], Annotated[io.DataFrame, columns]),
        *(Annotated[io.DataFrame, {"t": np.timedelta64, "d": np.datetime64, "o": np.object_, "s": np.bytes_}],),
        *(Annotated[pd.DataFrame, {"a": Plain}], Annotated[pd.DataFrame, {"a": np.int8}]),
        *(Annotated[pd.DataFrame, "csv", "parquet"], Annotated[pd.DataFrame, {"a": Optional[int]}]),
        Annotated[pd.DataFrame, io.HashFunction.from_fn(str)],
    ]


@pytest.mark.parametrize("index", range(COUNT))
def test_dataframe_type_equals_the_sdks(index: int) -> None:
    """Format, columns, schema and the class's name; what the SDK refuses, the stand-in refuses."""
    sdk_types, own_types = types(flyte.io), types(flytex_cli.standin.io)
    assert len(sdk_types) == COUNT
    sdk, own = sdk_types[index], own_types[index]
    try:
        expected = TypeEngine.to_literal_type(sdk)
    except (ValueError, AssertionError):
        with pytest.raises(ValueError):
            to_literal_type(own)
        return
    # The subclass is made twice; its name is the same.
    assert to_literal_type(own) == expected
