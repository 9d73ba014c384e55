"""What viper makes of the backend's configuration files, before anything is decoded.

Mirrors `AllSettings` of viper 1.21 and what flytestdlib's `config/viper` puts back after it: keys of plain mappings are
lowercase at every depth, nulls and empty mappings are gone, lists and keys with a dot are as written.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flytex_cli.wire.struct import JsonObject


class Key(str):
    """A key as viper has it, and as it was written."""

    __slots__ = ("written",)
    written: str

    def __new__(cls, text: str, written: str) -> Key:
        key = super().__new__(cls, text)
        key.written = written
        return key


def written(key: str) -> str:
    """Return a key as it stands in the file."""
    return key.written if isinstance(key, Key) else str(key)


def settings(files: Iterable[JsonObject]) -> JsonObject:
    """Return what the backend decodes of its configuration files, of which later ones win.

    Mappings are merged, everything else is replaced; but nothing other than a mapping takes a mapping's place.
    """
    merged: JsonObject = {}
    for file in files:
        _merge(merged, _lowered(file))
    return _without_unset(merged)


def _lowered(mapping: JsonObject) -> JsonObject:
    return {
        key if "." in key else Key(key.lower(), key): _lowered(value) if _is_plain(key, value) else value
        for key, value in mapping.items()
    }


def _is_plain(key: str, value: object) -> bool:
    return isinstance(value, dict) and "." not in key


def _merge(target: JsonObject, source: JsonObject) -> None:
    for key, value in source.items():
        old = target.get(key)
        if not isinstance(old, dict) or "." in key:
            target[key] = value
        elif isinstance(value, dict):
            _merge(old, value)


def _without_unset(mapping: JsonObject) -> JsonObject:
    kept: JsonObject = {}
    for key, value in mapping.items():
        inner: Any = _without_unset(value) if _is_plain(key, value) else value
        if "." in key or not (inner is None or inner == {}):
            kept[key] = inner
    # Keys with a dot are put back as written, but only into a mapping that is there.
    is_there = any(_has_leaf(value) if "." in key else True for key, value in kept.items())
    return kept if is_there else {}


def _has_leaf(value: object) -> bool:
    if isinstance(value, dict):
        return any(_has_leaf(child) for child in value.values())
    return value is not None
