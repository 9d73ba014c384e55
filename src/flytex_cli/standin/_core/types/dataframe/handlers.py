"""What writes and reads a library's data frames: base classes for plugins, never called by the stand-in."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from flyteidl2.core.literals_pb2 import StructuredDataset, StructuredDatasetMetadata
    from flyteidl2.core.types_pb2 import StructuredDatasetType

    from flytex_cli.standin._core.io.dataframe import DataFrame

T = TypeVar("T")


class _Handler(Generic[T]):
    """A library's type of data frame, and the protocol and format it is handled in.

    Args:
        python_type: the class of the data frames.
        protocol: the storage it works with, `s3` or `s3://`; None is any.
        supported_format: the format it works with; the empty string is any.
        additional_protocols: accepted and unused, as in the SDK.
    """

    def __init__(
        self,
        python_type: type[T],
        protocol: str | None = None,
        supported_format: str | None = None,
        additional_protocols: list[str] | None = None,
    ) -> None:
        self._python_type = python_type
        self._protocol = protocol.replace("://", "") if protocol else None
        self._supported_format = supported_format or ""

    @property
    def python_type(self) -> type[T]:
        """The class of the data frames."""
        return self._python_type

    @property
    def protocol(self) -> str | None:
        """The storage protocol, or None for any."""
        return self._protocol

    @property
    def supported_format(self) -> str:
        """The format, or the empty string for any."""
        return self._supported_format


class DataFrameEncoder(_Handler[T], ABC):
    """Writes data frames."""

    @abstractmethod
    async def encode(self, dataframe: DataFrame, structured_dataset_type: StructuredDatasetType) -> StructuredDataset:
        """Store a data frame and return the reference to it."""


class DataFrameDecoder(_Handler[T], ABC):
    """Reads data frames."""

    @abstractmethod
    async def decode(self, flyte_value: StructuredDataset, current_task_metadata: StructuredDatasetMetadata) -> Any:
        """Return the data frame a reference points to."""
