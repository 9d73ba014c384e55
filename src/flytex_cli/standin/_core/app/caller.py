"""Where an app is made: the module of which its container imports it."""

from __future__ import annotations

import sys
from inspect import Traceback
from types import FrameType

from flytex_cli.standin._core.common.frames import is_own


def calling_frame() -> Traceback | None:
    """Return the first caller outside of the stand-in that initializes no object; it is without its source.

    What copies an app (`dataclasses.replace`) is such a caller too, as in SDK 2.12.1.
    """
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        code = frame.f_code
        if not is_own(code.co_filename) and code.co_name not in ("__post_init__", "__init__"):
            return Traceback(code.co_filename, frame.f_lineno, code.co_name, None, None)
        frame = frame.f_back
    return None
