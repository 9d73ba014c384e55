"""`flyte.report`: the HTML report of a task, kept in memory."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flytex_cli.standin._core.common.syncify import syncify

from .context import internal_ctx

__all__ = ["Report", "Timeline", "abbreviate", "current_report", "duration_ms", "flush", "get_tab", "log", "replace"]

_MAIN = "main"


@dataclass
class Tab:
    """One page of a report."""

    name: str
    content: list[str] = field(default_factory=list, init=False)

    def log(self, content: str) -> None:
        """Add HTML."""
        self._check(content)
        self.content.append(content)

    def replace(self, content: str) -> None:
        """Replace all HTML."""
        self._check(content)
        self.content = [content]

    def get_html(self) -> str:
        """Return the HTML."""
        return "\n".join(self.content)

    def _check(self, content: Any) -> None:
        if not isinstance(content, str):
            raise ValueError(f"report tab {self.name!r}: content must be HTML as a str, got {type(content).__name__}")


@dataclass
class Report:
    """The pages of a task's report, of which `main` is the first."""

    name: str
    tabs: dict[str, Tab] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tabs.setdefault(_MAIN, Tab(_MAIN))

    def get_tab(self, name: str, create_if_missing: bool = True) -> Tab:
        """Return a page, which is made if it is missing."""
        if name not in self.tabs:
            if not create_if_missing:
                raise ValueError(f"report {self.name!r} has no tab {name!r}; it has {', '.join(self.tabs)}")
            self.tabs[name] = Tab(name)
        return self.tabs[name]

    def has_content(self) -> bool:
        """Say whether anything was written to a page."""
        return any(tab.get_html() for tab in self.tabs.values())

    def get_final_report(self) -> str:
        """Return all pages as one HTML text."""
        return "\n".join(
            f"<section title={html.escape(tab.name)!r}>{tab.get_html()}</section>" for tab in self.tabs.values()
        )


class Timeline:
    """Rows in the order of time, written to a tab."""

    def __init__(self, tab_name: str = _MAIN) -> None:
        self.tab_name = tab_name

    def heading(self, text: Any) -> None:
        """Add a title."""
        get_tab(self.tab_name).log(f"<h3>{html.escape(str(text))}</h3>")

    def row(self, *cells: Any, **more: Any) -> None:
        """Add a row."""
        shown = [str(cell) for cell in (*cells, *more.values()) if cell is not None]
        get_tab(self.tab_name).log(f"<div>{html.escape(' '.join(shown))}</div>")


def current_report() -> Report:
    """Return the running task's report; outside of a task one that nobody sees."""
    return internal_ctx().get_report() or Report("dummy")


def get_tab(name: str, /, create_if_missing: bool = True) -> Tab:
    """Return a page of the running task's report."""
    return current_report().get_tab(name, create_if_missing)


@syncify
async def log(content: str, do_flush: bool = False) -> None:
    """Add HTML to the first page."""
    get_tab(_MAIN).log(content)


@syncify
async def replace(content: str, do_flush: bool = False) -> None:
    """Replace the HTML of the first page."""
    get_tab(_MAIN).replace(content)


@syncify
async def flush() -> None:
    """Do nothing: there is nowhere to write the report to."""


def abbreviate(value: Any, limit: int = 300) -> str:
    """Return the value's text, cut to a length."""
    text = str(value)
    return text if len(text) <= limit else text[:limit] + "…"


def duration_ms(start_iso: Any, end_iso: Any) -> str:
    """Return the time between two ISO timestamps, in milliseconds."""
    try:
        seconds = (datetime.fromisoformat(str(end_iso)) - datetime.fromisoformat(str(start_iso))).total_seconds()
    except (TypeError, ValueError):
        return ""
    return f"{seconds * 1000:.0f} ms"
