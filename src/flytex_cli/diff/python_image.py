"""Whether an image has a Python, as far as its name tells."""

from __future__ import annotations

import re

_PYTHON = re.compile(r"python|(^|[^a-z])py3?(thon)?[0-9.]*([^a-z]|$)|conda|flyte|pytorch|tensorflow|jupyter")
_BARE = frozenset(
    {"alpine", "almalinux", "amazonlinux", "archlinux", "bash", "busybox", "centos", "debian", "fedora", "golang"}
    | {"nginx", "node", "opensuse", "oraclelinux", "redis", "rockylinux", "ruby", "rust", "scratch", "ubuntu"}
    | {"base", "static", "cc"}
)
"""Names of base images that come without a Python; the last three are distroless ones."""


def has_python(image: str) -> bool | None:
    """Return True or False if the image's name tells, None if it does not."""
    repository, _, _ = image.partition("@")
    if _PYTHON.search(repository.lower()):
        return True
    name = repository.rpartition("/")[2].partition(":")[0]
    if name in ("base", "static", "cc"):
        return False if "distroless" in repository else None
    return False if name in _BARE else None
