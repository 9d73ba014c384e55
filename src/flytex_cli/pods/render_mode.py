"""The one choice of a run that the command line must know before any message is imported."""

from __future__ import annotations

from enum import Enum


class RenderMode(str, Enum):
    """What to do with `{{.input}}` and its kin in command and args."""

    KEEP = "keep"
    VALUES = "values"
