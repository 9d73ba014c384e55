"""What a task resolver offers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from flytex_cli.standin._core.task.template import TaskTemplate


class Resolver(Protocol):
    """Turns a task into strings, and strings into the task."""

    @property
    def import_path(self) -> str:
        """The resolver's own dotted name."""
        return ""

    def load_task(self, loader_args: list[str]) -> TaskTemplate[..., Any, Any]:
        """Return the task of these strings."""
        raise NotImplementedError

    def load_app_env(self, loader_args: str) -> Any:
        """Return the app environment of these strings."""
        raise NotImplementedError

    def loader_args(self, t: TaskTemplate[..., Any, Any], root_dir: Path | None) -> list[str] | str:
        """Return the strings of a task."""
        return []
