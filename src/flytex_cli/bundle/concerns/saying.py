"""How a concern is said where no rule tells of it."""

from __future__ import annotations

import os
from pathlib import Path

from flytex_cli.bundle.concerns.model import Concern
from flytex_cli.records import Diagnostic, Severity, ShownLocation, shown_path


def to_diagnostic(concern: Concern, root: str, here: Path) -> Diagnostic:
    """Say it as a warning, at the line where it is written, if it is.

    Args:
        root: the root directory.
        here: the working directory.
    """
    place = None
    if concern.entry is not None:
        place = concern.entry.environment.location.shown(root, here)
    elif concern.line is not None:
        place = ShownLocation(shown_path(Path(os.path.join(root, concern.file)), here), concern.line)
    return Diagnostic(Severity.WARNING, concern.message, concern.fix, location=place)
