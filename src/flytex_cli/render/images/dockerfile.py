"""Dockerfiles as they are."""

from __future__ import annotations

from collections.abc import Sequence

from flytex_cli.images.model import ImageSummary


def render(images: Sequence[ImageSummary]) -> bytes:
    """Write the Dockerfile of each image that is built."""
    return b"".join(map(render_one, images))


def render_one(image: ImageSummary) -> bytes:
    """Write one Dockerfile; nothing where nothing is built."""
    return (image.dockerfile or "").encode("utf-8", "surrogateescape")
