"""The forms a comparison is shown in: one file a form."""

from __future__ import annotations

import importlib
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flytex_cli.diff.result import DiffResult


class DiffFormat(str, Enum):
    """A form of comparisons; each is one module here with `render`, imported when it is used."""

    TEXT = "text"
    UNIFIED = "unified"
    JSON = "json"
    MARKDOWN = "markdown"
    GITHUB = "github"

    def render(self, result: DiffResult, *, everything: bool) -> bytes:
        """The comparison; with `everything` the noise too."""
        data: bytes = importlib.import_module(f"{__name__}.{self.value}").render(result, everything=everything)
        return data
