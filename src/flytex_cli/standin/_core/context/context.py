"""The current context, kept in a context variable: which task runs, and what it hands down."""

from __future__ import annotations

import contextvars
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from .paths import RawDataPath
from .task_context import NULL_TASK_CONTEXT, GroupData, TaskContext

if TYPE_CHECKING:
    from .report import Report

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class ContextData:
    """What a context holds; `task_context` is None outside of tasks."""

    group_data: GroupData | None = None
    task_context: TaskContext | None = None
    raw_data_path: RawDataPath | None = None
    metadata: tuple[tuple[str, str], ...] | None = None
    preserve_original_types: bool = False
    tracker: Any = None
    in_trace: bool = False

    def replace(self, **kwargs: Any) -> ContextData:
        """Return a copy with other values."""
        return replace(self, **kwargs)


class Context:
    """Data that is current between entering and leaving, also in coroutines and threads started meanwhile."""

    def __init__(self, data: ContextData) -> None:
        if data is None:
            raise ValueError("a Context needs ContextData, got None")
        self._data = data
        self._token: contextvars.Token[Context] | None = None

    @property
    def data(self) -> ContextData:
        """What it holds."""
        return self._data

    @property
    def id(self) -> int:
        """Tells contexts apart."""
        return id(self)

    @property
    def raw_data(self) -> RawDataPath:
        """Where offloaded values go: the task's place, else the context's own."""
        found = self._find_raw_data()
        if found is None:
            raise ValueError("there is no raw data path: neither a task runs nor has one been set")
        return found

    @property
    def has_raw_data(self) -> bool:
        """Say whether there is a place for offloaded values."""
        return self._find_raw_data() is not None

    def _find_raw_data(self) -> RawDataPath | None:
        task = self._data.task_context
        return (task.raw_data_path if task else None) or self._data.raw_data_path

    def replace_task_context(self, tctx: TaskContext) -> Context:
        """Return a context of another task."""
        return Context(self._data.replace(task_context=tctx))

    def new_raw_data_path(self, raw_data_path: RawDataPath) -> Context:
        """Return a context with another place for offloaded values."""
        return Context(self._data.replace(raw_data_path=raw_data_path))

    def new_metadata(self, metadata: tuple[tuple[str, str], ...]) -> Context:
        """Return a context with other request metadata."""
        return Context(self._data.replace(metadata=metadata))

    def new_preserve_original_types(self, preserve_original_types: bool) -> Context:
        """Return a context that does or does not keep the types of dataframes."""
        return Context(self._data.replace(preserve_original_types=preserve_original_types))

    def new_in_driver_literal_conversion(self, in_driver_literal_conversion: bool) -> Context:
        """Return a context of the same task, marked as converting a child's values."""
        task = self._data.task_context
        if task is None:
            raise ValueError("new_in_driver_literal_conversion works inside of a task only")
        return self.replace_task_context(task.replace(in_driver_literal_conversion=in_driver_literal_conversion))

    def get_report(self) -> Report | None:
        """Return the task's report, inside of a task."""
        return self._data.task_context.report if self._data.task_context else None

    def is_task_context(self) -> bool:
        """Say whether this is inside of a task."""
        return self._data.task_context is not None

    def is_in_trace(self) -> bool:
        """Say whether this is inside of a traced function."""
        return self._data.in_trace

    def __enter__(self) -> Context:
        self._token = root_context_var.set(self)
        return self

    def __exit__(self, *_error: object) -> None:
        if self._token is not None:
            root_context_var.reset(self._token)
            self._token = None

    async def __aenter__(self) -> Context:
        return self.__enter__()

    async def __aexit__(self, *_error: object) -> None:
        self.__exit__()

    def __repr__(self) -> str:
        return f"{self._data}"


_OUTSIDE = Context(ContextData())

root_context_var: contextvars.ContextVar[Context] = contextvars.ContextVar("root", default=_OUTSIDE)


def internal_ctx() -> Context:
    """Return the current context."""
    return root_context_var.get()


def ctx() -> TaskContext:
    """Return the running task's context; outside of tasks one that is false and has None in every field."""
    return internal_ctx().data.task_context or NULL_TASK_CONTEXT


async def contextual_run(func: Callable[P, Awaitable[R]], *args: P.args, **kwargs: P.kwargs) -> R:
    """Await the function in a copy of the context: what it sets does not come back."""
    return await contextvars.copy_context().run(func, *args, **kwargs)
