"""`flyte.io.extend`: plugins teach the engine about their library's data frames."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict

from flytex_cli.standin._core.types.registry import REGISTRY
from flytex_cli.standin.io import PARQUET
from flytex_cli.standin.io._dataframe import DuplicateHandlerError
from flytex_cli.standin.io.extend import DataFrameDecoder, DataFrameEncoder, DataFrameTransformerEngine
from flytex_cli.standin.types import to_literal_type


class Frame:
    pass


class Encoder(DataFrameEncoder[Frame]):
    async def encode(self, dataframe: Any, structured_dataset_type: Any) -> Any:
        raise NotImplementedError


class Decoder(DataFrameDecoder[Frame]):
    async def decode(self, flyte_value: Any, current_task_metadata: Any) -> Any:
        raise NotImplementedError


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """Forget what a test registers."""
    yield
    REGISTRY.by_type.pop(Frame, None)
    engine = DataFrameTransformerEngine
    for known in (engine.ENCODERS, engine.DECODERS, engine.DEFAULT_FORMATS, engine.DEFAULT_PROTOCOLS):
        known.pop(Frame, None)


def test_registered_frame_is_a_dataset() -> None:
    """A pickle before, a structured dataset with the class's name after."""
    assert to_literal_type(Frame).HasField("union_type")
    DataFrameTransformerEngine.register(Encoder(Frame, None, PARQUET), default_format_for_type=True)
    DataFrameTransformerEngine.register(Decoder(Frame, "s3://", PARQUET), default_for_type=True)
    assert MessageToDict(to_literal_type(Frame)) == {
        "structuredDatasetType": {},
        "structure": {"tag": f"{__name__}.Frame"},
    }
    assert DataFrameTransformerEngine.DEFAULT_FORMATS[Frame] == PARQUET
    assert DataFrameTransformerEngine.DEFAULT_PROTOCOLS[Frame] == "s3"
    assert list(DataFrameTransformerEngine.ENCODERS[Frame]) == ["fsspec"]


def test_second_handler_needs_override() -> None:
    """For a protocol of its own it is refused, for every protocol ignored, as in the SDK."""
    engine = DataFrameTransformerEngine
    first, second = Encoder(Frame, "s3", PARQUET), Encoder(Frame, "s3", PARQUET)
    engine.register(first)
    with pytest.raises(DuplicateHandlerError):
        engine.register(second)
    engine.register(second, override=True)
    assert engine.ENCODERS[Frame]["s3"][PARQUET] is second


@pytest.mark.parametrize(
    ("handler", "options", "error"),
    [
        (Encoder(Frame), {"default_for_type": True}, ValueError),
        ("no handler", {}, TypeError),
    ],
)
def test_impossible_registration_is_refused(handler: Any, options: dict[str, Any], error: type[Exception]) -> None:
    """What cannot be a default, and what is no handler."""
    with pytest.raises(error):
        DataFrameTransformerEngine.register(handler, **options)
