"""Alias of the SDK's private module, which plugins import: task templates and their type variables."""

from __future__ import annotations

from ._task_function import AsyncFunctionTaskTemplate, RuntimeTaskTemplate
from ._task_template import F, P, R, TaskTemplate

__all__ = ["AsyncFunctionTaskTemplate", "F", "P", "R", "RuntimeTaskTemplate", "TaskTemplate"]
