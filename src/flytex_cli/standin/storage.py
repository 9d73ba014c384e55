"""`flyte.storage`: the stores values are kept in. Settings and local paths can be made; transfers are refused."""

from __future__ import annotations

import datetime
import os
import pathlib
import tempfile
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnlyPlain, runtime_only_coroutine

__all__ = [
    "ABFS",
    "GCS",
    "S3",
    "Storage",
    "exists",
    "exists_sync",
    "get",
    "get_configured_fsspec_kwargs",
    "get_random_local_directory",
    "get_random_local_path",
    "get_stream",
    "get_underlying_filesystem",
    "is_remote",
    "join",
    "open",
    "put",
    "put_stream",
]


@dataclass(init=True, repr=True, eq=True, frozen=True)
class Storage:
    """Settings of any store."""

    retries: int = 3
    backoff: datetime.timedelta = datetime.timedelta(seconds=5)
    enable_debug: bool = False
    attach_execution_metadata: bool = True

    @classmethod
    def auto(cls) -> Storage:
        """Return the settings with what the environment says: nothing here."""
        return cls()


@dataclass(frozen=True)
class S3(Storage):
    """Settings of S3 and what speaks its protocol."""

    endpoint: str | None = None
    access_key_id: str | None = None
    secret_access_key: str | None = None
    region: str | None = None
    addressing_style: str | None = None

    @classmethod
    def for_sandbox(cls) -> S3:
        """Return the settings of the local sandbox."""
        return cls(endpoint="http://localhost:4566", access_key_id="minio", secret_access_key="miniostorage")


@dataclass(frozen=True)
class GCS(Storage):
    """Settings of Google Cloud Storage."""


@dataclass(frozen=True)
class ABFS(Storage):
    """Settings of Azure Blob Storage."""

    account_name: str | None = None
    account_key: str | None = None
    tenant_id: str | None = None
    client_id: str | None = None
    client_secret: str | None = None


def is_remote(path: pathlib.Path | str) -> bool:
    """Say whether an address is not a local path."""
    text = str(path)
    return "://" in text and not text.startswith("file://")


def join(*paths: str) -> str:
    """Return the parts of an address as one."""
    return os.path.join(*(str(path) for path in paths))


def get_random_local_path(file_path_or_file_name: pathlib.Path | str | None = None) -> pathlib.Path:
    """Return a fresh local path, which keeps the name that is given."""
    folder = pathlib.Path(tempfile.mkdtemp())
    return folder / (pathlib.Path(file_path_or_file_name).name if file_path_or_file_name else uuid.uuid4().hex)


def get_random_local_directory() -> pathlib.Path:
    """Return a fresh local folder."""
    return pathlib.Path(tempfile.mkdtemp())


def get_configured_fsspec_kwargs(protocol: str | None = None, anonymous: bool = False) -> dict[str, Any]:
    """Return the settings for fsspec: none."""
    return {}


exists = runtime_only_coroutine("flyte.storage.exists")
exists_sync = RuntimeOnlyPlain("flyte.storage.exists_sync")
get = runtime_only_coroutine("flyte.storage.get")
get_underlying_filesystem = RuntimeOnlyPlain("flyte.storage.get_underlying_filesystem")
open = runtime_only_coroutine("flyte.storage.open")
put = runtime_only_coroutine("flyte.storage.put")
put_stream = runtime_only_coroutine("flyte.storage.put_stream")


async def get_stream(path: str, chunk_size: int = 0, **kwargs: Any) -> AsyncIterator[bytes]:
    """Refuse when it is read: the stand-in transfers nothing."""
    yield await runtime_only_coroutine("flyte.storage.get_stream")()
