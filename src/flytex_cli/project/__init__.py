"""The user's project as one run loaded it: tasks, environments and files, each with its source at hand."""

from flytex_cli.project.environment import Environment
from flytex_cli.project.project import Project
from flytex_cli.project.task import Task

__all__ = ["Environment", "Project", "Task"]
