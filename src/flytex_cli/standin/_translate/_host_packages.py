"""The Python packages an image installs, for rebuilding its environment on a Mac."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .._task_template import TaskTemplate


def host_packages(task: TaskTemplate[..., Any, Any]) -> tuple[list[str], list[str]]:
    """Return requirements and index options of the image's layers."""
    raise NotImplementedError
