"""The formats of images."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING

from flytex_cli.render.common.renderer import Renderer, assert_never

if TYPE_CHECKING:
    from flytex_cli.images.model import ImageSummary


class ImageFormat(str, Enum):
    """A format of images."""

    TEXT = "text"
    JSON = "json"
    DOCKERFILE = "dockerfile"

    @property
    def renderer(self) -> Renderer[Sequence[ImageSummary]]:
        """The format's module, imported when it is used."""
        match self:
            case ImageFormat.TEXT:
                from flytex_cli.render.images import text

                return text
            case ImageFormat.JSON:
                from flytex_cli.render.images import json

                return json
            case ImageFormat.DOCKERFILE:
                from flytex_cli.render.images import dockerfile

                return dockerfile
            case _:
                assert_never(self)

    def render(self, report: Sequence[ImageSummary]) -> bytes:
        """Write the whole report."""
        return self.renderer.render(report)
