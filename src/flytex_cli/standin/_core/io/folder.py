"""`flyte.io.Dir`: a reference to a folder. Fills `BlobType` with the dimensionality MULTIPART."""

from __future__ import annotations

import fnmatch
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from flytex_cli.standin._core.sdk_modules import known_as

from .file import File
from .offline import RemoteStorageError, is_remote, local, scratch
from .reference import Reference

if TYPE_CHECKING:
    from typing_extensions import Self

T = TypeVar("T")

_EMPTY = "::flyte-empty-dir::"


class Dir(Reference, Generic[T]):
    """A folder, local or remote; the type argument says what its files hold.

    Attributes:
        path: the local path or the URI.
        name: by default the last part of the path.
        format: free text for the wire's `BlobType.format`.
        hash: the cache key of the contents, if known.
    """

    path: str
    name: str | None = None
    format: str = ""
    hash: str | None = None

    _flyte_type: ClassVar[str] = "dir"
    _description: ClassVar[str] = "A directory reference with an optional format type."

    def __init__(self, **values: Any) -> None:
        if values.get("name") is None and "path" in values:
            values["name"] = Path(values["path"]).name
        super().__init__(**values)

    @property
    def is_empty(self) -> bool:
        """Whether this stands for no folder at all (`EmptyDir`)."""
        return bool(self.path == _EMPTY)

    @classmethod
    def empty(cls) -> EmptyDir:
        """Return what stands for no folder at all."""
        return EmptyDir()

    @classmethod
    def from_existing_remote(cls, remote_path: str, dir_cache_key: str | None = None) -> Self:
        """Refer to a folder that exists already."""
        return cls(path=remote_path, hash=dir_cache_key)

    @classmethod
    def new_remote(cls, dir_name: str | None = None, hash: str | None = None) -> Self:
        """Refer to a folder to be written: here a new local one."""
        path = scratch(dir_name)
        return cls(path=path, name=dir_name or Path(path).name, hash=hash)

    @classmethod
    def from_local_sync(
        cls,
        local_path: str | Path,
        remote_destination: str | None = None,
        dir_cache_key: str | None = None,
        **_upload_options: int | None,
    ) -> Self:
        """Refer to a local folder; it stays where it is, unless another local destination is given."""
        path = str(local_path)
        name = os.path.basename(os.path.normpath(path))
        if remote_destination is not None:
            if is_remote(remote_destination):
                raise RemoteStorageError(f"upload of {path} to {remote_destination}")
            path = shutil.copytree(path, remote_destination, dirs_exist_ok=True)
        return cls(path=path, name=name, hash=dir_cache_key)

    @classmethod
    async def from_local(
        cls,
        local_path: str | Path,
        remote_destination: str | None = None,
        dir_cache_key: str | None = None,
        **_upload_options: int | None,
    ) -> Self:
        """Refer to a local folder; it stays where it is, unless another local destination is given."""
        return cls.from_local_sync(local_path, remote_destination, dir_cache_key)

    def walk_sync(
        self, recursive: bool = True, file_pattern: str = "*", max_depth: int | None = None
    ) -> Iterator[File[T]]:
        """Yield the files of a local folder.

        Args:
            recursive: whether to go into its folders.
            file_pattern: which names to yield.
            max_depth: how many levels to go into; 1 is the folder itself.
        """
        root = local(self.path, "walk of")
        for folder, folders, files in os.walk(root):
            depth = len(Path(folder).relative_to(root).parts) + 1
            if not recursive or (max_depth is not None and depth >= max_depth):
                folders.clear()
            folders.sort()
            for name in sorted(fnmatch.filter(files, file_pattern)):
                yield File(path=os.path.join(folder, name))

    async def walk(self, recursive: bool = True, max_depth: int | None = None) -> AsyncIterator[File[T]]:
        """Yield the files of a local folder."""
        for file in self.walk_sync(recursive, max_depth=max_depth):
            yield file

    def list_files_sync(self) -> list[File[T]]:
        """Return the files of a local folder, without those of its folders."""
        return list(self.walk_sync(recursive=False))

    async def list_files(self) -> list[File[T]]:
        """Return the files of a local folder, without those of its folders."""
        return self.list_files_sync()

    def download_sync(self, local_path: str | Path | None = None) -> str:
        """Copy a local folder and return the copy's path; without a target the folder itself."""
        source = local(self.path, "download of")
        if local_path is None or str(local_path) == self.path:
            return str(source)
        return str(shutil.copytree(source, local_path, dirs_exist_ok=True))

    async def download(self, local_path: str | Path | None = None) -> str:
        """Copy a local folder and return the copy's path; without a target the folder itself."""
        return self.download_sync(local_path)

    def exists_sync(self) -> bool:
        """Say whether a local folder exists."""
        return local(self.path, "look for").exists()

    async def exists(self) -> bool:
        """Say whether a local folder exists."""
        return self.exists_sync()

    def get_file_sync(self, file_name: str) -> File[T] | None:
        """Return a file of a local folder by name, or None."""
        file: File[T] = File(path=os.path.join(self.path, file_name))
        return file if file.exists_sync() else None

    async def get_file(self, file_name: str) -> File[T] | None:
        """Return a file of a local folder by name, or None."""
        return self.get_file_sync(file_name)

    @property
    def lazy_uploader(self) -> Callable[[], Any] | None:
        """What would upload the folder before a remote run: nothing here."""
        return None


class EmptyDir(Dir[Any]):
    """A `Dir` that stands for no folder at all, for a task that may produce none."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**{"name": "", **values, "path": _EMPTY})


known_as("io._dir", Dir, EmptyDir)
