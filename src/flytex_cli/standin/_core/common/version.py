"""The Flyte SDK release whose behaviour the stand-in has: image tags and task metadata carry it."""

from __future__ import annotations

import os

SDK_VERSION = "2.12.1"

_OVERRIDE = "FLYTEX_SDK_VERSION"


def version() -> str:
    """Return the version string to put into image tags and runtime metadata.

    The environment variable `FLYTEX_SDK_VERSION` overrides `SDK_VERSION`.
    """
    return os.environ.get(_OVERRIDE) or SDK_VERSION
