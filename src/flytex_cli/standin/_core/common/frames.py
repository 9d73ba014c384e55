"""Which frames of the call stack are the stand-in's own."""

from __future__ import annotations

import os
import sys

from flytex_cli.standin._core.sdk_modules import STANDIN

_FOLDER = os.path.dirname(os.path.abspath(sys.modules[STANDIN].__file__ or "")) + os.sep


def is_own(file: str) -> bool:
    """Say whether a code object's file is the stand-in's, or one that Python made up (`<string>`)."""
    # A made-up name has no absolute path, least of all where the folder is gone.
    return not file or file.startswith("<") or os.path.abspath(file).startswith(_FOLDER)
