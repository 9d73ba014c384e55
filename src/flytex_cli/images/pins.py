"""What a layer installs without saying which version."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement

from flytex_cli.lint.image import words
from flytex_cli.lint.installs.files import read_text
from flytex_cli.records import ImageLayer

_COMMENT = re.compile(r"(?:^|\s)#.*|\s--hash[=\s]\S+|\\\s*$")
LOCKED = {"UVProject": "uvlock", "PixiProject": "pixi_lock"}
"""Layers that may have a lock file, and the field that names it."""


def unpinned(layer: ImageLayer, root: str) -> Iterator[str]:
    """Yield packages without an exact version, and projects without a lock file.

    Args:
        layer: the layer.
        root: the folder that the sources of its files are relative to.
    """
    if layer.kind == "AptPackages":
        yield from (name for name in words(layer.facts.get("packages")) if "=" not in name)
    elif layer.kind == "PipPackages":
        yield from _open(words(layer.facts.get("packages")))
    elif layer.kind == "Requirements":
        for file in layer.files:
            yield from _open(
                _COMMENT.sub("", line).strip() for line in (read_text(Path(root, file.source)) or "").splitlines()
            )
    elif layer.kind in LOCKED and not layer.facts.get(LOCKED[layer.kind]):
        yield "a project without a lock file"


def _open(requirements: Iterable[str]) -> Iterator[str]:
    for text in requirements:
        try:
            requirement = Requirement(text)
        except InvalidRequirement:  # an option, a link or a path
            continue
        exact = any(each.operator in ("==", "===") and "*" not in each.version for each in requirement.specifier)
        if not exact and requirement.url is None:
            yield requirement.name
