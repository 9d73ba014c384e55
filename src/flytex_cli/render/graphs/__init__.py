"""The forms a graph is shown in: one file a form."""

from __future__ import annotations

import importlib
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flytex_cli.graph.model import Graph


class GraphFormat(str, Enum):
    """A form of graphs; each is one module here with `render`, imported when it is used."""

    TEXT = "text"
    MERMAID = "mermaid"
    DOT = "dot"
    JSON = "json"
    HTML = "html"

    def render(self, graph: Graph) -> bytes:
        """The whole graph."""
        data: bytes = importlib.import_module(f"{__name__}.{self.value}").render(graph)
        return data
