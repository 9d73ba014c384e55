"""The default resolver: the task's module, named from the root folder, and the name of its function."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flytex_cli.facts.resolver import DEFAULT_RESOLVER

from .common import Resolver
from .task_module import task_module

if TYPE_CHECKING:
    from flytex_cli.standin._core.task.template import TaskTemplate


class DefaultTaskResolver(Resolver):
    """Names a task `mod MODULE instance NAME`."""

    @property
    def import_path(self) -> str:
        return DEFAULT_RESOLVER

    def load_app_env(self, loader_args: str) -> Any:
        """Refuse: apps have a resolver of their own."""
        raise NotImplementedError("apps are not resolved as tasks are")

    def load_task(self, loader_args: list[str]) -> TaskTemplate[..., Any, Any]:
        """Import the module and return its attribute."""
        _, module, _, name, *_ = loader_args
        task: TaskTemplate[..., Any, Any] = getattr(importlib.import_module(module), name)
        return task

    def loader_args(self, task: TaskTemplate[..., Any, Any], root_dir: Path | None) -> list[str]:
        """Return module and name of the task."""
        module, name = task_module(task, root_dir)
        return ["mod", module, "instance", name]
