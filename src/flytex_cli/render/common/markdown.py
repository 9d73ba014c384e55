"""Text that came from user code, made safe in GitHub's Markdown."""

from __future__ import annotations

import html
import re

from flytex_cli.render.common.escape import escape_line


def code(text: str) -> str:
    """Write a code span that shows the text as it is, in a table too."""
    text = escape_line(text)
    if not text.strip():
        return ""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}".replace("|", "\\|")


def raw_html(text: str) -> str:
    """Return the text inside an HTML element."""
    return html.escape(escape_line(text))
