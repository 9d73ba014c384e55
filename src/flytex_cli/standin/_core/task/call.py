"""Calling tasks: straight to the function outside of a task, as an action of its own inside of one.

`asyncio` is imported where a task runs: loading and serializing a module does without it.
"""

from __future__ import annotations

from dataclasses import replace
from inspect import isawaitable, iscoroutinefunction
from typing import TYPE_CHECKING, Any

from flytex_cli.standin._core import errors
from flytex_cli.standin._core.common.loggers import logger
from flytex_cli.standin._core.context.context import internal_ctx

if TYPE_CHECKING:
    from .function import AsyncFunctionTaskTemplate
    from .template import TaskTemplate

Args = tuple[Any, ...]
Kwargs = dict[str, Any]


def call_task(task: TaskTemplate[..., Any, Any], args: Args, kwargs: Kwargs) -> Any:
    """Do what `task(...)` does."""
    try:
        if not internal_ctx().is_task_context():
            return task.forward(*args, **kwargs)
        _refuse_in_trace(task)
        if not task._call_as_synchronous:
            return run_action(task, args, kwargs)
        _refuse_in_event_loop(task)
        import asyncio

        return asyncio.run(run_action(task, args, kwargs))
    except (errors.RuntimeSystemError, errors.RuntimeUserError):
        raise
    except Exception as error:  # the user's function may raise anything
        raise errors.RuntimeUserError(type(error).__name__, str(error)) from error


async def call_task_aio(task: TaskTemplate[..., Any, Any], args: Args, kwargs: Kwargs) -> Any:
    """Do what `await task.aio(...)` does."""
    if not internal_ctx().is_task_context():
        logger.warning(f"{task.name}.aio is called outside of a task: the function itself is called")
        return task.forward(*args, **kwargs)
    _refuse_in_trace(task)
    return await run_action(task, args, kwargs)


async def run_action(task: TaskTemplate[..., Any, Any], args: Args, kwargs: Kwargs) -> Any:
    """Run the task in this process as an action below the current one: a context, data and report of its own."""
    from flytex_cli.standin._core.context.report import Report

    current = internal_ctx()
    parent = current.data.task_context
    if parent is None:
        raise errors.NotInTaskContextError("NotInTaskContext", f"task {task.name} was run outside of a task context")
    action = parent.action.new_sub_action()
    context = replace(parent.replace(action=action), data={}, report=Report(name=action.name), task_action=action)
    try:
        with current.replace_task_context(context):
            return await task.execute(*args, **kwargs)
    except errors.BaseRuntimeError:
        raise
    except Exception as error:  # the user's function may raise anything
        raise errors.RuntimeUserError(type(error).__name__, str(error)) from error


async def run_in_context(task: AsyncFunctionTaskTemplate[..., Any, Any], args: Args, kwargs: Kwargs) -> Any:
    """Run `pre`, the function and `post` with the current task context, to which `pre` adds data."""
    current = internal_ctx()
    context = current.data.task_context
    if context is None:
        raise errors.NotInTaskContextError(
            "NotInTaskContext", f"task {task.name}: execute() runs inside of a task context; call forward() outside"
        )
    data = await task.pre(*args, **kwargs)
    with current.replace_task_context(context.replace(data=data)):
        if iscoroutinefunction(task.func):
            value = await task.func(*args, **kwargs)
        else:
            from flytex_cli.standin._core.common.threads import run_sync_in_thread

            value = await run_sync_in_thread(task.func, *args, **kwargs)
        await task.post(value)
    return value


async def call_locally(task: TaskTemplate[..., Any, Any], *args: Any, **kwargs: Any) -> Any:
    """Await the value of a call, also where `aio` gives back a coroutine."""
    value = await task.aio(*args, **kwargs)
    return await value if isawaitable(value) else value


def _refuse_in_trace(task: TaskTemplate[..., Any, Any]) -> None:
    if internal_ctx().is_in_trace():
        raise errors.TraceDoesNotAllowNestedTasksError(
            f"Task {task.name} is called inside of a function under `flyte.trace`, where tasks cannot be called; "
            f"call its function with `.forward(...)`"
        )


def _refuse_in_event_loop(task: TaskTemplate[..., Any, Any]) -> None:
    import asyncio

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    name = getattr(getattr(task, "func", None), "__name__", task.name)
    raise errors.SyncTaskCallInAsyncContextError(
        f"Sync task {task.name} is called from async code, where it would block the event loop; "
        f"write `await {name}.aio(...)`"
    )
