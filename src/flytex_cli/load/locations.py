"""Where a person finds the tasks and apps of a run."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from flytex_cli.records import ModuleReport, ShownLocation


def locations(reports: Iterable[ModuleReport], folder: str | Path | None = None) -> dict[str, ShownLocation]:
    """Say where each task and app is found, by its name; one that several modules reach in the module that defines it.

    Args:
        folder: the working directory of the modules; the current one when None.
    """
    here = Path(os.path.realpath(folder or os.curdir))
    found: dict[str, ShownLocation] = {}
    for report in reports:
        for record in report.deployed:
            location = record.location.shown(report.root, here)
            if record.name not in found or report.file == location.file:
                found[record.name] = location
    return found
