"""The version that image tags and runtime metadata carry."""

from __future__ import annotations

from flytex_cli.facts.releases import STANDIN as SDK_VERSION


def version() -> str:
    """Return the SDK release whose behaviour the stand-in has."""
    return SDK_VERSION
