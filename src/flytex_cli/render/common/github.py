"""Workflow commands of GitHub Actions, which become annotations on a pull request's files."""

from __future__ import annotations

from collections.abc import Mapping

from flytex_cli.render.common.escape import escape_block, escape_line


def command(level: str, message: str, properties: Mapping[str, object]) -> str:
    """Write `::error file=...,line=...,title=...::message`, whatever the texts contain; None leaves a property out.

    Args:
        level: `error`, `warning` or `notice`.
        message: its line breaks stay line breaks.
    """
    pairs = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None)
    return f"::{level} {pairs}::{_data(escape_block(message))}\n"


def _data(text: str) -> str:
    """As `escapeData` of @actions/core; the rest has been made visible before."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """As `escapeProperty` of @actions/core."""
    return _data(escape_line(text)).replace(":", "%3A").replace(",", "%2C")
