"""An image as a person reads it: what it is based on, and one line per layer."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from typing import Any

from flytex_cli.facts.image_layers import LAYERS
from flytex_cli.inspect.model import ImageSummary
from flytex_cli.records import Json

_FILES = frozenset({"file", "src", "pyproject", "script", "manifest", "wheel_dir", "path"})
"""Fields that hold a path on the user's machine."""


def short_image(uri: str) -> str:
    """Return an image's name and tag without its registry, a tag that is a hash by its first 8 characters."""
    return re.sub(r"(:[0-9a-f]{8})[0-9a-f]{24,}$", r"\1", uri.rpartition("/")[2])


def to_image(uri: str, declared: Mapping[str, Json] | None, root: str) -> ImageSummary:
    """Return the image of a task or an app.

    Args:
        uri: as its container has it.
        declared: the image's fields as they were declared.
        root: paths below it are shown relative to it.
    """
    image = declared or {}
    base = image.get("base_image")
    layers: Any = image.get("layers") or ()
    lines = tuple(layer_line(layer, root) for layer in layers if isinstance(layer, Mapping))
    return ImageSummary(uri, str(base) if base and base != uri else None, lines)


def layer_line(layer: Mapping[str, Any], root: str) -> str:
    """Return what a layer does: a word, and the fields that say what it brings."""
    kind = str(layer.get("kind"))
    word, fields = LAYERS.get(kind, (kind, tuple(name for name in layer if name != "kind")))
    values = (_path(layer[name], root) if name in _FILES else _text(layer[name]) for name in fields if name in layer)
    return " ".join([word, *values])


def _text(value: Any) -> str:
    if not is_list(value):
        return str(value)
    pairs = all(is_list(item) and len(item) == 2 for item in value)
    return " ".join(f"{item[0]}={item[1]}" if pairs else _text(item) for item in value)


def _path(value: Any, root: str) -> str:
    """Return a file of the user's, without what lies above the root."""
    inside = os.path.relpath(str(value), root) if os.path.isabs(str(value)) else str(value)
    return os.path.basename(str(value)) if inside.startswith("..") else inside


def is_list(value: Any) -> bool:
    """Return whether a value of the facts is a list."""
    return isinstance(value, Sequence) and not isinstance(value, str)
