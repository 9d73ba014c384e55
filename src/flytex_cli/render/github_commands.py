"""Workflow commands of GitHub Actions, which become annotations on a pull request's files."""

from __future__ import annotations

from flytex_cli.records import SourceLocation
from flytex_cli.render.escape import escape_line


def annotation(level: str, message: str, *, title: str, location: SourceLocation | None = None) -> str:
    """`::error file=...,line=...,title=...::message`, whatever the texts contain.

    Args:
        level: `error`, `warning` or `notice`.
    """
    properties = {"file": location.file, "line": location.line} if location is not None else {}
    pairs = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value is not None)
    return f"::{level} {pairs}{',' if pairs else ''}title={_property(title)}::{_data(message)}\n"


def _data(text: str) -> str:
    return escape_line(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
