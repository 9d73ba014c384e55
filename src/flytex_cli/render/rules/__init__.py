"""The formats of rules, explained."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from flytex_cli.render.common.renderer import Renderer, assert_never

if TYPE_CHECKING:
    from flytex_cli.lint.report import RuleReport


class RuleFormat(str, Enum):
    """A format of rules."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"

    @property
    def renderer(self) -> Renderer[RuleReport]:
        """The format's module, imported when it is used."""
        match self:
            case RuleFormat.TEXT:
                from flytex_cli.render.rules import text

                return text
            case RuleFormat.JSON:
                from flytex_cli.render.rules import json

                return json
            case RuleFormat.MARKDOWN:
                from flytex_cli.render.rules import markdown

                return markdown
            case _:
                assert_never(self)

    def render(self, report: RuleReport) -> bytes:
        """Write the whole report."""
        return self.renderer.render(report)
