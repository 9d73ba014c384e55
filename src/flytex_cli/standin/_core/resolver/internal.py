"""The resolver of tasks that a function builds: the function's dotted name, and its arguments."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .common import Resolver

if TYPE_CHECKING:
    from flytex_cli.standin._core.task.template import TaskTemplate


class InternalTaskResolver(Resolver):
    """Names a task `task_builder FUNCTION key value ...`."""

    def __init__(self, task_builder: str = "", **kwargs: Any) -> None:
        self._task_builder = task_builder
        self._kwargs = kwargs

    @property
    def import_path(self) -> str:
        return "flyte._internal.resolvers.internal.InternalTaskResolver"

    def load_app_env(self, loader_args: str) -> Any:
        """Refuse: apps have a resolver of their own."""
        raise NotImplementedError("apps are not resolved as tasks are")

    def load_task(self, loader_args: list[str]) -> TaskTemplate[..., Any, Any]:
        """Call the function with its arguments."""
        arguments = dict(zip(loader_args[::2], loader_args[1::2], strict=False))
        module, _, name = arguments.pop("task_builder").rpartition(".")
        task: TaskTemplate[..., Any, Any] = getattr(importlib.import_module(module), name)(**arguments)
        return task

    def loader_args(self, task: TaskTemplate[..., Any, Any], root_dir: Path | None = None) -> list[str]:
        """Return the function and those of its arguments that are not None."""
        given = {key: str(value) for key, value in self._kwargs.items() if value is not None}
        return ["task_builder", self._task_builder, *(part for item in given.items() for part in item)]
