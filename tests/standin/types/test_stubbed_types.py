"""Types of packages that are not installed: known by their qualified names, or refused by name."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict

from flytex_cli.standin.types import TypeTransformerFailedError, to_literal_type, within


def class_of(package: str, module: str, name: str, *, stub: bool) -> type:
    """Make an empty class of a package, as the real package or an import stub has it."""
    mark = {"__flytex_stub__": package} if stub else {}
    return type(name.rpartition(".")[2], (), {"__module__": module, "__qualname__": name, **mark})


@pytest.mark.parametrize("stub", [False, True])
@pytest.mark.parametrize(
    ("module", "tag"),
    [("pandas", "pandas.DataFrame"), ("pandas.core.frame", "pandas.core.frame.DataFrame")],
)
def test_pandas_frame_is_a_dataset(module: str, tag: str, stub: bool) -> None:
    """pandas 3 and pandas 2 name the class differently; the wire keeps the name it has."""
    message = MessageToDict(to_literal_type(class_of("pandas", module, "DataFrame", stub=stub)))
    assert message == {"structuredDatasetType": {}, "structure": {"tag": tag}}


def test_stubbed_arrow_table_has_its_real_name() -> None:
    """A stub is made where the user imported it; the wire has the name the real class calls itself."""
    message = MessageToDict(to_literal_type(class_of("pyarrow", "pyarrow", "Table", stub=True)))
    assert message == {"structuredDatasetType": {}, "structure": {"tag": "pyarrow.lib.Table"}}


@pytest.mark.parametrize(
    ("module", "name", "printed"),
    [
        ("polars", "DataFrame", "<class 'polars.dataframe.frame.DataFrame'>"),
        ("numpy", "ndarray", "<class 'numpy.ndarray'>"),
        ("torch", "Tensor", "<class 'torch.Tensor'>"),
        ("torch.nn", "Module", "<class 'torch.nn.modules.module.Module'>"),
    ],
)
def test_known_stub_is_pickled_under_its_real_name(module: str, name: str, printed: str) -> None:
    """What the SDK pickles where the package is installed, is pickled by the same name where it is not."""
    stub = class_of(module.partition(".")[0], module, name, stub=True)
    assert to_literal_type(stub).metadata["python_class_name"] == printed


def test_known_stub_inside_a_pickled_type() -> None:
    """The name is the real one wherever it is printed."""
    stub = class_of("polars", "polars", "Series", stub=True)
    name = to_literal_type(set[stub]).metadata["python_class_name"]  # type: ignore[valid-type]
    assert name == "set[polars.series.series.Series]"


@pytest.mark.parametrize("wrap", [lambda t: t, lambda t: list[t], lambda t: set[t]])
def test_unknown_stub_is_refused(wrap: Any) -> None:
    """Nobody knows how a class that is not there travels: the error names it and its package."""
    stub = class_of("geo", "geo.frames", "Frame", stub=True)
    message = r"inputs\.df.*: type geo\.frames\.Frame belongs to the stubbed package geo"
    with pytest.raises(TypeTransformerFailedError, match=message), within("inputs.df"):
        to_literal_type(wrap(stub))
