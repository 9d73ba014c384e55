"""Observers of tasks and traced steps, registered by tracing plugins. Here nothing is observed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Protocol

from flytex_cli.standin._core.context.action import ActionID


@dataclass(frozen=True)
class TaskInfo:
    """A task that runs."""

    name: str
    action: ActionID
    custom_context: Mapping[str, str] = field(default_factory=dict)
    version: str = ""


@dataclass(frozen=True)
class StepInfo:
    """A traced function that runs."""

    name: str
    action: ActionID
    task_action: ActionID | None
    replayed: bool = False


@dataclass
class Recorder:
    """What came of it."""

    error: BaseException | None = None

    def record_error(self, error: BaseException) -> None:
        """Note an error."""
        self.error = error


class Observer(Protocol):
    """What is told of tasks and steps."""

    def task_span(self, info: TaskInfo, recorder: Recorder) -> AbstractContextManager[object]: ...

    def step_span(self, info: StepInfo, recorder: Recorder) -> AbstractContextManager[object]: ...


_observers: list[Observer] = []


def register_observer(observer: Observer) -> None:
    """Add an observer."""
    _observers.append(observer)


def unregister_observer(observer: Observer) -> None:
    """Remove an observer."""
    if observer in _observers:
        _observers.remove(observer)


def has_observers() -> bool:
    """Say whether there are observers."""
    return bool(_observers)


def observe_task(info: TaskInfo) -> AbstractContextManager[Recorder]:
    """Return a recorder nobody reads."""
    return nullcontext(Recorder())


def observe_step(info: StepInfo) -> AbstractContextManager[Recorder]:
    """Return a recorder nobody reads."""
    return nullcontext(Recorder())
