"""`flyte.io.DataFrame`: a reference to a table. Fills `StructuredDatasetType`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from flytex_cli.standin._core.sdk_modules import known_as

from .offline import RemoteStorageError
from .reference import Reference

if TYPE_CHECKING:
    from typing_extensions import Self

DataFrameFormat = str

PARQUET: DataFrameFormat = "parquet"
CSV: DataFrameFormat = "csv"
GENERIC_FORMAT: DataFrameFormat = ""


class DataFrame(Reference):
    """A table of any library, stored or still in memory.

    Attributes:
        uri: where it is stored.
        format: how it is stored.
        hash: the cache key of the contents, if known.
    """

    uri: str | None = None
    format: str | None = GENERIC_FORMAT
    hash: str | None = None

    _written: ClassVar[tuple[str, ...]] = ("uri", "format")
    _flyte_type: ClassVar[str] = "dataframe"
    _description: ClassVar[str] = "A tabular data reference backed by a remote file."
    _raw_df: Any = None
    _frame_type: Any = None

    @classmethod
    def wrap_df(cls, val: Any = None, uri: str | None = None) -> Self:
        """Wrap a table in memory; a run would store it."""
        frame = cls(uri=uri)
        frame._raw_df = val
        return frame

    @classmethod
    def from_df(cls, val: Any = None, uri: str | None = None) -> Self:
        """Wrap a table in memory (the older name of `wrap_df`)."""
        return cls.wrap_df(val, uri)

    @classmethod
    def from_local_sync(
        cls, df: Any, columns: Any = None, remote_destination: str | None = None, hash_method: Any = None
    ) -> Self:
        """Wrap a table in memory, with its cache key."""
        frame = cls.wrap_df(df, remote_destination)
        if hash_method is None or isinstance(hash_method, str):
            frame.hash = hash_method
        else:
            hash_method.update(df)
            frame.hash = hash_method.result()
        return frame

    @classmethod
    async def from_local(
        cls, df: Any, columns: Any = None, remote_destination: str | None = None, hash_method: Any = None
    ) -> Self:
        """Wrap a table in memory, with its cache key."""
        return cls.from_local_sync(df, columns, remote_destination, hash_method)

    @classmethod
    def from_existing_remote(cls, remote_path: str, format: str | None = None, **kwargs: Any) -> Self:
        """Refer to a table that is stored already."""
        return cls(uri=remote_path, format=format or GENERIC_FORMAT, **kwargs)

    @classmethod
    def columns(cls) -> dict[str, Any]:
        """Return the declared columns: a plain DataFrame has none."""
        return {}

    @classmethod
    def column_names(cls) -> list[str]:
        """Return the names of the declared columns."""
        return list(cls.columns())

    @property
    def val(self) -> Any:
        """The wrapped table."""
        return self._raw_df

    @property
    def lazy_uploader(self) -> Callable[[], Any] | None:
        """What would upload the table before a remote run: nothing here."""
        return None

    def open(self, dataframe_type: Any) -> Self:
        """Say as which library's table `all` is to return it."""
        self._frame_type = dataframe_type
        return self

    def all_sync(self) -> Any:
        """Return the wrapped table, if it is of the wanted type."""
        if self._frame_type is None:
            raise ValueError("no type of data frame is set: use open() first")
        if self._raw_df is None or not isinstance(self._raw_df, self._frame_type):
            raise RemoteStorageError(f"read of the data frame {self.uri or self._raw_df!r}")
        return self._raw_df

    async def all(self) -> Any:
        """Return the wrapped table, if it is of the wanted type."""
        return self.all_sync()

    async def iter(self) -> Any:
        """Read a stored table piece by piece: needs storage."""
        raise RemoteStorageError(f"read of the data frame {self.uri}")

    def _serialize(self) -> dict[str, Any]:
        if self.uri is None:
            raise RemoteStorageError("upload of a data frame that is not stored")
        return self.model_dump()


known_as("io._dataframe.dataframe", DataFrame)
