"""A local file behind the asynchronous interface that `File.open` promises."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import IO, Any


class AsyncLocalFile:
    """Awaitable `read`, `write` and so on of an open local file."""

    def __init__(self, handle: IO[Any]) -> None:
        self._handle = handle

    async def read(self, size: int = -1) -> Any:
        """Read up to `size` bytes or characters."""
        return self._handle.read(size)

    async def readline(self) -> Any:
        """Read a line."""
        return self._handle.readline()

    async def readlines(self) -> list[Any]:
        """Read all lines."""
        return self._handle.readlines()

    async def write(self, data: Any) -> int:
        """Write."""
        return self._handle.write(data)

    async def writelines(self, lines: Iterable[Any]) -> None:
        """Write several pieces."""
        self._handle.writelines(lines)

    async def seek(self, offset: int, whence: int = 0) -> int:
        """Move."""
        return self._handle.seek(offset, whence)

    async def tell(self) -> int:
        """Return the position."""
        return self._handle.tell()

    async def flush(self) -> None:
        """Flush."""
        self._handle.flush()

    async def close(self) -> None:
        """Close."""
        self._handle.close()

    async def __aiter__(self) -> AsyncIterator[Any]:
        for line in self._handle:
            yield line
