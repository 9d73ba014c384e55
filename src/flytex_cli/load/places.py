"""Where a person finds a task: its file relative to the working directory, as diagnostics name it."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable
from pathlib import Path

from flytex_cli.records import ModuleReport, SourceLocation


def record_places(reports: Iterable[ModuleReport], folder: str | None = None) -> dict[str, SourceLocation]:
    """The place of each task by its name; records themselves name files relative to the root directory.

    Args:
        folder: the working directory of the modules; the current one when None.
    """
    here = Path(os.path.realpath(folder or os.curdir))
    places: dict[str, SourceLocation] = {}
    for report in reports:
        for record in report.records:
            file = Path(report.root, record.location.file)
            shown = file.relative_to(here) if file.is_relative_to(here) else file
            place = dataclasses.replace(record.location, file=shown.as_posix())
            if record.name not in places or report.file == place.file:
                places[record.name] = place
    return places
