"""`flyte.durable`: time that a resumed run sees again. Without a run it is the ordinary one."""

from __future__ import annotations

import asyncio
import datetime
import time as _time

from flytex_cli.standin._core.common.syncify import syncify

__all__ = ["now", "sleep", "time"]


@syncify
async def sleep(seconds: float) -> None:
    """Wait."""
    await asyncio.sleep(seconds)


@syncify
async def time() -> float:
    """Return the seconds since the epoch."""
    return _time.time()


@syncify
async def now() -> datetime.datetime:
    """Return the date and time."""
    return datetime.datetime.now()
