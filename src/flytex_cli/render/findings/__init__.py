"""The formats of findings."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from flytex_cli.render.common.renderer import Renderer, assert_never

if TYPE_CHECKING:
    from flytex_cli.lint.report import LintReport


class LintFormat(str, Enum):
    """A format of findings."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    JUNIT = "junit"
    GITLAB = "gitlab"
    MARKDOWN = "markdown"

    @property
    def renderer(self) -> Renderer[LintReport]:
        """The format's module, imported when it is used."""
        match self:
            case LintFormat.TEXT:
                from flytex_cli.render.findings import text

                return text
            case LintFormat.JSON:
                from flytex_cli.render.findings import json

                return json
            case LintFormat.SARIF:
                from flytex_cli.render.findings import sarif

                return sarif
            case LintFormat.GITHUB:
                from flytex_cli.render.findings import github

                return github
            case LintFormat.JUNIT:
                from flytex_cli.render.findings import junit

                return junit
            case LintFormat.GITLAB:
                from flytex_cli.render.findings import gitlab

                return gitlab
            case LintFormat.MARKDOWN:
                from flytex_cli.render.findings import markdown

                return markdown
            case _:
                assert_never(self)

    def render(self, report: LintReport) -> bytes:
        """Write the whole report."""
        return self.renderer.render(report)
