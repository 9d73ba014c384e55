"""Alias of the SDK's private module."""

from __future__ import annotations

from flytex_cli.standin._serialization import ImageCache, RunIdentifierData

__all__ = ["ImageCache", "RunIdentifierData"]
