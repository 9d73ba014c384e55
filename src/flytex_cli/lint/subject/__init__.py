"""What rules look at: tasks, environments and files of a run, each with its source at hand."""

from flytex_cli.lint.subject.cluster import ClusterFacts
from flytex_cli.lint.subject.environment import Environment
from flytex_cli.lint.subject.project import Project
from flytex_cli.lint.subject.task import Task

__all__ = ["ClusterFacts", "Environment", "Project", "Task"]
