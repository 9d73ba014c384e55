"""Literals of the wire as plain values, and only what differs between two of them."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from flytex_cli.diff.fields import MISSING, FieldChange, changed_fields, is_list

MAX_LEAVES = 8
"""With more differences than this both values are shown whole."""


def differing_leaves(old: Any, new: Any) -> tuple[str, str] | None:
    """Return what differs inside two records, lists or dicts as two texts (`lr: 0.1`); None for other values."""
    before, after = plain_value(old), plain_value(new)
    if not all(isinstance(side, Mapping) for side in (before, after)) and not all(map(is_list, (before, after))):
        return None
    leaves = list(changed_fields(before, after))
    if not 0 < len(leaves) <= MAX_LEAVES:
        return None
    return _text(leaves, "old"), _text(leaves, "new")


def plain_value(literal: Any) -> Any:
    """Return a `flyteidl2.core.Literal` as a plain value; `MISSING` where it has none."""
    if not isinstance(literal, Mapping):
        return MISSING
    scalar = literal.get("scalar", {})
    if "noneType" in scalar:
        return None
    if "primitive" in scalar:
        return next(iter(scalar["primitive"].values()), "")
    if "union" in scalar:
        return plain_value(scalar["union"].get("value"))
    if "generic" in scalar:
        return scalar["generic"]
    if "binary" in scalar:
        return _unpacked(scalar["binary"])
    if "collection" in literal:
        return [plain_value(item) for item in literal["collection"].get("literals", ())]
    if "map" in literal:
        return {str(key): plain_value(item) for key, item in literal["map"].get("literals", {}).items()}
    return MISSING


def _unpacked(binary: Mapping[str, Any]) -> Any:
    """Return a dataclass, model or dict, which travels as MessagePack."""
    if binary.get("tag") != "msgpack":
        return MISSING
    import msgpack

    try:
        value = msgpack.unpackb(base64.b64decode(binary.get("value", "")), strict_map_key=False)
        json.dumps(value)
    except (ValueError, TypeError, msgpack.UnpackException):  # a spec that flytex did not write
        return MISSING
    return value


def _text(leaves: list[FieldChange], side: str) -> str:
    values = ((leaf.path, getattr(leaf, side)) for leaf in leaves)
    return ", ".join(
        f"{path}: {json.dumps(value, ensure_ascii=False)}" for path, value in values if value is not MISSING
    )
