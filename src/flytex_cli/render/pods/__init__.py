"""The formats of Pods, and of the Services of apps."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING

from flytex_cli.render.common.renderer import FileRenderer, assert_never

if TYPE_CHECKING:
    from flytex_cli.render.pods.view import View


class PodFormat(str, Enum):
    """A format of Pods and Services; its value is the suffix of files."""

    YAML = "yaml"
    JSON = "json"

    @property
    def renderer(self) -> FileRenderer[View]:
        """The format's module, imported when it is used."""
        match self:
            case PodFormat.YAML:
                from flytex_cli.render.pods import yaml

                return yaml
            case PodFormat.JSON:
                from flytex_cli.render.pods import json

                return json
            case _:
                assert_never(self)

    def render(self, views: Sequence[View]) -> bytes:
        """Write all of them into one stream."""
        return self.renderer.render(views)
