"""`flyte.io.File`: a reference to a file. Fills `BlobType` with the dimensionality SINGLE."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from flytex_cli.standin._core.sdk_modules import known_as

from .hashing import HashMethod
from .offline import RemoteStorageError, copy_file, is_remote, local, scratch
from .reference import Reference

if TYPE_CHECKING:
    from typing_extensions import Self

    from .local_file import AsyncLocalFile

T = TypeVar("T")


class File(Reference, Generic[T]):
    """A file, local or remote; the type argument, as in `File[pd.DataFrame]`, says what is in it.

    Attributes:
        path: the local path or the URI.
        name: by default the last part of the path.
        format: free text for the wire's `BlobType.format`.
        hash: the cache key of the contents, if known.
        hash_method: what computes the hash when the file is written.
    """

    path: str
    name: str | None = None
    format: str = ""
    hash: str | None = None
    hash_method: HashMethod | None = None

    _hidden: ClassVar[frozenset[str]] = frozenset({"hash_method"})
    _flyte_type: ClassVar[str] = "file"
    _description: ClassVar[str] = "A file reference with an optional format type."

    def __init__(self, **values: Any) -> None:
        if values.get("name") is None and "path" in values:
            values["name"] = Path(values["path"]).name
        super().__init__(**values)

    @classmethod
    def from_existing_remote(cls, remote_path: str, file_cache_key: str | None = None) -> Self:
        """Refer to a file that exists already."""
        return cls(path=remote_path, hash=file_cache_key)

    @classmethod
    def new_remote(cls, file_name: str | None = None, hash_method: HashMethod | str | None = None) -> Self:
        """Refer to a file to be written: here a new local one."""
        return cls(path=scratch(file_name), **_hashing(hash_method))

    @classmethod
    def named_remote(cls, name: str) -> Self:
        """Refer to a file of this run that keeps its place when the task is retried: needs a run."""
        raise RemoteStorageError(f"File.named_remote({name!r})")

    @classmethod
    def from_local_sync(
        cls,
        local_path: str | Path,
        remote_destination: str | None = None,
        hash_method: HashMethod | str | None = None,
        **_upload_options: int | None,
    ) -> Self:
        """Refer to a local file; it stays where it is, unless another local destination is given."""
        source = Path(local_path)
        if not source.exists():
            raise ValueError(f"file {source} does not exist (looked for {source.absolute()})")
        if remote_destination is None:
            return cls(path=str(local_path), **_hashing(hash_method))
        if is_remote(remote_destination):
            raise RemoteStorageError(f"upload of {source} to {remote_destination}")
        return cls(path=copy_file(source, remote_destination), name=source.name, **_hashing(hash_method))

    @classmethod
    async def from_local(
        cls,
        local_path: str | Path,
        remote_destination: str | None = None,
        hash_method: HashMethod | str | None = None,
        **_upload_options: int | None,
    ) -> Self:
        """Refer to a local file; it stays where it is, unless another local destination is given."""
        return cls.from_local_sync(local_path, remote_destination, hash_method)

    @contextmanager
    def open_sync(self, mode: str = "rb", **_: Any) -> Iterator[IO[Any]]:
        """Open a local file."""
        path = local(self.path, "open")
        if set(mode) & set("wa"):
            path.parent.mkdir(parents=True, exist_ok=True)
        with path.open(mode) as handle:
            yield handle

    @asynccontextmanager
    async def open(self, mode: str = "rb", **_: Any) -> AsyncIterator[AsyncLocalFile]:
        """Open a local file for awaitable reads and writes."""
        from .local_file import AsyncLocalFile

        with self.open_sync(mode) as handle:
            yield AsyncLocalFile(handle)

    def exists_sync(self) -> bool:
        """Say whether a local file exists."""
        return local(self.path, "look for").exists()

    async def exists(self) -> bool:
        """Say whether a local file exists."""
        return self.exists_sync()

    def download_sync(self, local_path: str | Path | None = None) -> str:
        """Copy a local file and return the copy's path; without a target the file itself."""
        source = local(self.path, "download of")
        return str(source) if local_path is None else copy_file(source, local_path)

    async def download(self, local_path: str | Path | None = None) -> str:
        """Copy a local file and return the copy's path; without a target the file itself."""
        return self.download_sync(local_path)

    @property
    def lazy_uploader(self) -> Callable[[], Any] | None:
        """What would upload the file before a remote run: nothing here."""
        return None


def _hashing(hash_method: HashMethod | str | None) -> dict[str, Any]:
    return {"hash": hash_method} if isinstance(hash_method, str) else {"hash_method": hash_method}


known_as("io._file", File)
