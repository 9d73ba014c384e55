"""A small MessagePack writer for the JSON-like values that dicts, dataclasses and models become."""

from __future__ import annotations

import struct
from typing import Any


def packb(value: Any) -> bytes:
    """Pack a value; what MessagePack has no form for is a TypeError that shows it."""
    out = bytearray()
    _pack(value, out)
    return bytes(out)


def _pack(value: Any, out: bytearray) -> None:
    if value is None:
        out.append(0xC0)
    elif value is True or value is False:
        out.append(0xC3 if value else 0xC2)
    elif isinstance(value, int):
        _pack_int(value, out)
    elif isinstance(value, float):
        out += struct.pack(">Bd", 0xCB, value)
    elif isinstance(value, str):
        encoded = value.encode()
        _pack_size(len(encoded), out, fix=(0xA0, 32), codes=(0xD9, 0xDA, 0xDB))
        out += encoded
    elif isinstance(value, (bytes, bytearray, memoryview)):
        data = bytes(value)
        _pack_size(len(data), out, fix=None, codes=(0xC4, 0xC5, 0xC6))
        out += data
    elif isinstance(value, (list, tuple)):
        _pack_size(len(value), out, fix=(0x90, 16), codes=(None, 0xDC, 0xDD))
        for item in value:
            _pack(item, out)
    elif isinstance(value, dict):
        _pack_size(len(value), out, fix=(0x80, 16), codes=(None, 0xDE, 0xDF))
        for key, item in value.items():
            _pack(key, out)
            _pack(item, out)
    else:
        raise TypeError(f"{value!r} of type {type(value).__name__} cannot travel as MessagePack")


def _pack_int(value: int, out: bytearray) -> None:
    if -32 <= value < 128:
        out += struct.pack(">b" if value < 0 else ">B", value)
        return
    unsigned = ((0xCC, "B"), (0xCD, "H"), (0xCE, "I"), (0xCF, "Q"))
    signed = ((0xD0, "b"), (0xD1, "h"), (0xD2, "i"), (0xD3, "q"))
    for code, letter in unsigned if value >= 0 else signed:
        try:
            out += struct.pack(">B" + letter, code, value)
        except struct.error:
            continue
        return
    raise OverflowError(f"{value} does not fit into 64 bits")


def _pack_size(size: int, out: bytearray, *, fix: tuple[int, int] | None, codes: tuple[int | None, int, int]) -> None:
    """Write the shortest head for a string, a list or a map of `size` items."""
    if fix is not None and size < fix[1]:
        out.append(fix[0] | size)
        return
    for code, letter, limit in zip(codes, "BHI", (2**8, 2**16, 2**32), strict=True):
        if code is not None and size < limit:
            out += struct.pack(">B" + letter, code, size)
            return
    raise OverflowError(f"{size} items are too many for MessagePack")
