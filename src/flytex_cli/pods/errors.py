"""The errors of `pods/`: a task no Pod can be made of, an unreadable quantity, an unreadable operator's file."""

from __future__ import annotations

from flytex_cli.errors import FlytexError, UsageError


class TaskPodError(FlytexError):
    """The backend refuses the TaskSpec before there is any Pod to show (exit 3).

    Attributes:
        field: path of the offending field in the TaskSpec, such as `task_template.config`.
    """

    def __init__(self, message: str, *, field: str, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.field = field


class QuantityError(FlytexError):
    """A text that is not a Kubernetes quantity."""


class ClusterConfigError(UsageError):
    """An operator's file (Flyte configuration or PodTemplate manifest) that cannot be used (exit 2)."""
