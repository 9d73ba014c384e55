"""The formats of Pods."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING

from flytex_cli.render.common.renderer import FileRenderer, assert_never

if TYPE_CHECKING:
    from flytex_cli.render.pods.view import PodView


class PodFormat(str, Enum):
    """A format of Pods; its value is the suffix of files."""

    YAML = "yaml"
    JSON = "json"

    @property
    def renderer(self) -> FileRenderer[PodView]:
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

    def render(self, pods: Sequence[PodView]) -> bytes:
        """Write all Pods into one stream."""
        return self.renderer.render(pods)
