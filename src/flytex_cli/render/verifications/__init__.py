"""The formats of a comparison of the two engines."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from flytex_cli.render.common.renderer import Renderer, assert_never

if TYPE_CHECKING:
    from flytex_cli.diff.verification import VerifyResult


class VerifyFormat(str, Enum):
    """A format of comparisons of the engines."""

    TEXT = "text"
    JSON = "json"

    @property
    def renderer(self) -> Renderer[VerifyResult]:
        """The format's module, imported when it is used."""
        match self:
            case VerifyFormat.TEXT:
                from flytex_cli.render.verifications import text

                return text
            case VerifyFormat.JSON:
                from flytex_cli.render.verifications import json

                return json
            case _:
                assert_never(self)

    def render(self, report: VerifyResult) -> bytes:
        """Write the whole report."""
        return self.renderer.render(report)
