"""The forms environments and tasks are shown in: one file a form."""

from __future__ import annotations

import importlib
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flytex_cli.inspect.model import Overview


class InspectFormat(str, Enum):
    """A form of overviews; each is one module here with `render` and `render_tasks`, imported when it is used."""

    TABLE = "table"
    TREE = "tree"
    JSON = "json"
    MARKDOWN = "markdown"

    def render(self, overview: Overview, *, detailed: bool) -> bytes:
        """All of it in short, or with `detailed` each task at length."""
        module = importlib.import_module(f"{__name__}.{self.value}")
        data: bytes = module.render_tasks(overview) if detailed else module.render(overview)
        return data
