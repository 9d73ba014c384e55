"""Base images of which it is certain what they bring."""

from __future__ import annotations

import re

FLYTE = re.compile(r"ghcr\.io/flyteorg/flyte:py[0-9.]+-v(?P<version>\S+)")
"""The SDK's own image: Python, the SDK, and what that requires (SDK 2.12.1 `_image.py`, `_get_default_image_for`)."""

PYTHON = re.compile(r"(?:docker\.io/)?(?:library/)?python:\S+|(?:docker\.io/)?(?:library/)?python")
"""Docker's official image: Python and pip, and no package beside."""

WITHOUT_PYTHON_PACKAGES = re.compile(
    r"(?:docker\.io/)?(?:(?:library/)?(?:ubuntu|debian|alpine|node|busybox|golang|fedora|rockylinux|amazonlinux)"
    r"|nvidia/cuda)(?::\S+)?"
)
"""Official images of distributions and of other languages, which bring no package that a user's Python would import."""


WITHOUT_APT = re.compile(
    r"(?:docker\.io/)?(?:library/)?(?:alpine|busybox|fedora|rockylinux|amazonlinux)(?::\S+)?"
    r"|(?:docker\.io/)?(?:library/)?python:\S*alpine\S*"
)
"""Official images that have no `apt-get`."""


def has_no_apt(base: str) -> bool:
    """Return whether `apt-get` is missing in a base image for certain."""
    return WITHOUT_APT.fullmatch(base.partition("@")[0]) is not None


def brings_nothing(base: str) -> bool:
    """Return whether a base image brings no Python package, Flyte's SDK included."""
    base = base.partition("@")[0]
    return PYTHON.fullmatch(base) is not None or WITHOUT_PYTHON_PACKAGES.fullmatch(base) is not None
