"""The formats of environments and tasks."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from flytex_cli.render.common.renderer import Renderer, assert_never

if TYPE_CHECKING:
    from flytex_cli.inspect.report import InspectReport


class InspectFormat(str, Enum):
    """A format of environments and tasks."""

    TABLE = "table"
    TREE = "tree"
    JSON = "json"
    MARKDOWN = "markdown"

    @property
    def renderer(self) -> Renderer[InspectReport]:
        """The format's module, imported when it is used."""
        match self:
            case InspectFormat.TABLE:
                from flytex_cli.render.inspections import table

                return table
            case InspectFormat.TREE:
                from flytex_cli.render.inspections import tree

                return tree
            case InspectFormat.JSON:
                from flytex_cli.render.inspections import json

                return json
            case InspectFormat.MARKDOWN:
                from flytex_cli.render.inspections import markdown

                return markdown
            case _:
                assert_never(self)

    def render(self, report: InspectReport) -> bytes:
        """Write the whole report."""
        return self.renderer.render(report)
