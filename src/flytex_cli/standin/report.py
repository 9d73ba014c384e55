"""`flyte.report`: the HTML report of a task, kept in memory."""

from __future__ import annotations

from flytex_cli.standin._core.context.report import (
    Report,
    Timeline,
    abbreviate,
    current_report,
    duration_ms,
    flush,
    get_tab,
    log,
    replace,
)
from flytex_cli.standin._core.context.report import Tab as Tab

__all__ = ["Report", "Timeline", "abbreviate", "current_report", "duration_ms", "flush", "get_tab", "log", "replace"]
