"""What runs in the cluster."""

from __future__ import annotations

from typing import TypeAlias, Union

from flytex_cli.project.app import App
from flytex_cli.project.task import Task

Workload: TypeAlias = Union[Task, App]  # noqa: UP007  (runs on 3.10)
"""A task or an app."""
