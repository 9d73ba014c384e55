"""The formats of a plan."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from flytex_cli.render.common.renderer import Renderer, assert_never

if TYPE_CHECKING:
    from flytex_cli.plan.report import PlanReport


class PlanFormat(str, Enum):
    """A format of a plan."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"

    @property
    def renderer(self) -> Renderer[PlanReport]:
        """The format's module, imported when it is used."""
        match self:
            case PlanFormat.TEXT:
                from flytex_cli.render.plans import text

                return text
            case PlanFormat.JSON:
                from flytex_cli.render.plans import json

                return json
            case PlanFormat.MARKDOWN:
                from flytex_cli.render.plans import markdown

                return markdown
            case _:
                assert_never(self)

    def render(self, report: PlanReport) -> bytes:
        """Write the whole plan."""
        return self.renderer.render(report)
