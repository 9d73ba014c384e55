"""An image as its Dockerfile, layer by layer: the shape in which both engines and the stand-in give it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Step:
    """What a layer adds: text to the Dockerfile, and files to the build context.

    Attributes:
        files: of each path in the context the file that is copied, and its size.
    """

    text: str
    files: Mapping[str, tuple[Path, int]]


@dataclass(frozen=True)
class Dockerfile:
    """What stands before the layers, what each adds, and what stands after them.

    Attributes:
        steps: one for each layer, or why there is none.
        foot: or why there is none: it has the image's URI.
    """

    head: str
    steps: Sequence[Step | Exception]
    foot: str | Exception
