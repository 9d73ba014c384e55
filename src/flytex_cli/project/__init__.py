"""The user's project as one run loaded it: tasks, apps, environments and files, each with its source at hand."""

from flytex_cli.project.app import App
from flytex_cli.project.environment import Environment
from flytex_cli.project.project import Project
from flytex_cli.project.task import Task
from flytex_cli.project.workload import Workload

__all__ = ["App", "Environment", "Project", "Task", "Workload"]
