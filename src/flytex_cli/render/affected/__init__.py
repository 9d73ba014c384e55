"""The formats of what a change touches."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from flytex_cli.render.common.renderer import Renderer, assert_never

if TYPE_CHECKING:
    from flytex_cli.affected.model import Affected


class AffectedFormat(str, Enum):
    """A format of what a change touches."""

    TEXT = "text"
    JSON = "json"
    GITHUB_MATRIX = "github-matrix"

    @property
    def renderer(self) -> Renderer[Affected]:
        """The format's module, imported when it is used."""
        match self:
            case AffectedFormat.TEXT:
                from flytex_cli.render.affected import text

                return text
            case AffectedFormat.JSON:
                from flytex_cli.render.affected import json

                return json
            case AffectedFormat.GITHUB_MATRIX:
                from flytex_cli.render.affected import github_matrix

                return github_matrix
            case _:
                assert_never(self)

    def render(self, affected: Affected) -> bytes:
        """Write all of it."""
        return self.renderer.render(affected)
