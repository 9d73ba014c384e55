"""`flytex --version` and `--help` against a bare Python that imports Typer."""

from __future__ import annotations

import sys

from run import FLYTEX, HERE, Row, ratio, seconds


def measure() -> list[Row]:
    bare = [sys.executable, "-c", "import typer"]
    return [
        (f"flytex {option} / python -c 'import typer'", ratio(run(FLYTEX, option), run(*bare)), limit)
        for option, limit in (("--version", 2), ("--help", 4))
    ]


def run(*command: str):
    """Time a command."""
    return lambda: seconds(command, HERE)
