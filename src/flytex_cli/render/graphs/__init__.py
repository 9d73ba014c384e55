"""The formats of a graph of tasks."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from flytex_cli.render.common.renderer import Renderer, assert_never

if TYPE_CHECKING:
    from flytex_cli.graph.model import Graph


class GraphFormat(str, Enum):
    """A format of graphs."""

    TEXT = "text"
    MERMAID = "mermaid"
    DOT = "dot"
    JSON = "json"
    HTML = "html"

    @property
    def renderer(self) -> Renderer[Graph]:
        """The format's module, imported when it is used."""
        match self:
            case GraphFormat.TEXT:
                from flytex_cli.render.graphs import text

                return text
            case GraphFormat.MERMAID:
                from flytex_cli.render.graphs import mermaid

                return mermaid
            case GraphFormat.DOT:
                from flytex_cli.render.graphs import dot

                return dot
            case GraphFormat.JSON:
                from flytex_cli.render.graphs import json

                return json
            case GraphFormat.HTML:
                from flytex_cli.render.graphs import html

                return html
            case _:
                assert_never(self)

    def render(self, report: Graph) -> bytes:
        """Write the whole report."""
        return self.renderer.render(report)
