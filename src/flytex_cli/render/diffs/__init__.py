"""The formats of a comparison."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from flytex_cli.render.common.renderer import Renderer, assert_never

if TYPE_CHECKING:
    from flytex_cli.diff.report import DiffReport


class DiffFormat(str, Enum):
    """A format of comparisons."""

    TEXT = "text"
    UNIFIED = "unified"
    JSON = "json"
    MARKDOWN = "markdown"
    GITHUB = "github"

    @property
    def renderer(self) -> Renderer[DiffReport]:
        """The format's module, imported when it is used."""
        match self:
            case DiffFormat.TEXT:
                from flytex_cli.render.diffs import text

                return text
            case DiffFormat.UNIFIED:
                from flytex_cli.render.diffs import unified

                return unified
            case DiffFormat.JSON:
                from flytex_cli.render.diffs import json

                return json
            case DiffFormat.MARKDOWN:
                from flytex_cli.render.diffs import markdown

                return markdown
            case DiffFormat.GITHUB:
                from flytex_cli.render.diffs import github

                return github
            case _:
                assert_never(self)

    def render(self, report: DiffReport) -> bytes:
        """Write the whole report."""
        return self.renderer.render(report)
