"""Alias of the SDK's private module."""

from __future__ import annotations

from flytex_cli.standin._image_build import ImageBuildEngine, ImageBuilder, ImageCache, ImageChecker

__all__ = ["ImageBuildEngine", "ImageBuilder", "ImageCache", "ImageChecker"]
