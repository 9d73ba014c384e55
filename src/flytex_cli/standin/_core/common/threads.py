"""Sync functions awaited from async code."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable
from inspect import iscoroutinefunction
from typing import Any


async def run_sync_in_thread(func: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Await a sync function that runs in a thread of its own, with the current context variables.

    The thread is a daemon, so that a function that hangs does not keep the process alive.
    """
    if iscoroutinefunction(func):
        raise TypeError(f"run_sync_in_thread takes sync functions, got async {getattr(func, '__name__', func)}")
    import asyncio
    from concurrent.futures import Future

    context = contextvars.copy_context()
    future: Future[Any] = Future()

    def run() -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            future.set_result(context.run(func, *args, **kwargs))
        except BaseException as error:  # whatever it is belongs to the awaiting caller
            future.set_exception(error)

    threading.Thread(target=run, daemon=True, name=f"task-{getattr(func, '__name__', 'function')}").start()
    return await asyncio.wrap_future(future)


run_sync_with_loop = run_sync_in_thread
