"""What is compared: tasks and apps."""

from __future__ import annotations

from typing import TypeAlias, Union

from flytex_cli.diff.app import ComparedApp
from flytex_cli.diff.task import ComparedTask

Compared: TypeAlias = Union[ComparedTask, ComparedApp]  # noqa: UP007  (runs on 3.10)
"""A task or an app as one side has it. An app bears no dot in its name, so that no task is called as one."""
