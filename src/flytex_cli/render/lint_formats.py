"""The forms that findings are written in."""

from __future__ import annotations

import importlib
from enum import Enum

from flytex_cli.lint.report import LintReport


class LintFormat(str, Enum):
    """A form of findings; each is one module here with `render`, imported when it is used."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    JUNIT = "junit"

    def render(self, report: LintReport) -> bytes:
        """All findings in one file."""
        own = self.value if self not in (LintFormat.TEXT, LintFormat.JSON) else f"lint_{self.value}"
        data: bytes = importlib.import_module(f"flytex_cli.render.{own}").render(report)
        return data
