"""Default values as the `Literal` of a parameter: each row is a value, its declared type and the whole message."""

# ruff: noqa: UP045  (the spelling of a union is what is tested)
from __future__ import annotations

import base64
import dataclasses
import datetime
import enum
from typing import Any, Optional

import pytest
from google.protobuf.json_format import MessageToDict

from flytex_cli.standin.io import DataFrame, Dir, File
from flytex_cli.standin.types import to_literal
from tests.harness import stable_id


class Color(enum.Enum):
    RED = "r"


@dataclasses.dataclass
class Inner:
    x: int
    y: str | None = None


def primitive(**value: Any) -> dict[str, Any]:
    return {"scalar": {"primitive": value}}


def packed(data: bytes) -> dict[str, Any]:
    return {"scalar": {"binary": {"value": base64.b64encode(data).decode(), "tag": "msgpack"}}}


def inline_pickle(data: bytes) -> dict[str, Any]:
    return {"scalar": {"binary": {"value": base64.b64encode(data).decode()}}}


VALUES = [
    (3, int, primitive(integer="3")),
    (1.5, float, primitive(floatValue=1.5)),
    ("x", str, primitive(stringValue="x")),
    (False, bool, primitive(boolean=False)),
    (datetime.datetime(2026, 1, 2, 3, 4, 5), datetime.datetime, primitive(datetime="2026-01-02T03:04:05Z")),
    (datetime.date(2026, 1, 2), datetime.date, primitive(datetime="2026-01-02T00:00:00Z")),
    (datetime.timedelta(minutes=-1.5), datetime.timedelta, primitive(duration="-90s")),
    (None, type(None), {"scalar": {"noneType": {}}}),
    ([1, 2], list[int], {"collection": {"literals": [primitive(integer="1"), primitive(integer="2")]}}),
    ({"a": True}, dict[str, bool], {"map": {"literals": {"a": primitive(boolean=True)}}}),
    ({"a": [1, None]}, dict, packed(b"\x81\xa1a\x92\x01\xc0")),
    ({1: "b"}, dict[int, str], packed(b"\x81\x01\xa1b")),
    (Color.RED, Color, primitive(stringValue="RED")),
    ("RED", Color, primitive(stringValue="RED")),
    (None, Optional[int], {"scalar": {"union": {
        "value": {"scalar": {"noneType": {}}}, "type": {"simple": "NONE", "structure": {"tag": "none"}}
    }}}),
    (Inner(x=1), Inner, packed(b"\x82\xa1x\x01\xa1y\xc0")),
    ({"x": 1}, Inner, packed(b"\x82\xa1x\x01\xa1y\xc0")),
    (File(path="s3://b/f.csv", format="csv", hash="h"), File, {
        "scalar": {"blob": {"metadata": {"type": {"format": "csv"}}, "uri": "s3://b/f.csv"}}, "hash": "h"
    }),
    (Dir(path="s3://b/d"), Dir, {
        "scalar": {"blob": {"metadata": {"type": {"dimensionality": "MULTIPART"}}, "uri": "s3://b/d"}}
    }),
    (DataFrame(uri="s3://b/t", format="parquet"), DataFrame, {"scalar": {"structuredDataset": {
        "uri": "s3://b/t", "metadata": {"structuredDatasetType": {"format": "parquet"}}
    }}}),
    (b"ab", bytes, inline_pickle(b"\x80\x05\x95\x06\x00\x00\x00\x00\x00\x00\x00C\x02ab\x94.")),
    ({1}, set[int], inline_pickle(b"\x80\x05\x95\x07\x00\x00\x00\x00\x00\x00\x00\x8f\x94(K\x01\x90.")
     | {"hash": "e810acda2ce34abdefeb27994d79f951"}),
]  # fmt: skip


@pytest.mark.parametrize(("value", "python_type", "expected"), VALUES, ids=stable_id)
def test_value_has_this_message(value: Any, python_type: Any, expected: dict[str, Any]) -> None:
    """The message of a value, whole."""
    assert MessageToDict(to_literal(value, python_type)) == expected


MSGPACK = [
    (None, b"\xc0"),
    (True, b"\xc3"),
    (127, b"\x7f"),
    (128, b"\xcc\x80"),
    (-32, b"\xe0"),
    (-33, b"\xd0\xdf"),
    (65_536, b"\xce\x00\x01\x00\x00"),
    (2**64 - 1, b"\xcf" + b"\xff" * 8),
    (1.0, b"\xcb\x3f\xf0\x00\x00\x00\x00\x00\x00"),
    ("x" * 32, b"\xd9\x20" + b"x" * 32),
    (b"x", b"\xc4\x01x"),
    ([None] * 16, b"\xdc\x00\x10" + b"\xc0" * 16),
    ({"a": {}}, b"\x81\xa1a\x80"),
]


@pytest.mark.parametrize(("value", "expected"), MSGPACK, ids=stable_id)
def test_msgpack_writes_the_shortest_form(value: Any, expected: bytes) -> None:
    """MessagePack's own format table, at its borders."""
    from flytex_cli.standin._core.types.msgpack import packb

    assert packb(value) == expected


def test_coroutine_of_a_plugin_is_awaited_inside_a_running_loop() -> None:
    """Defaults are converted from synchronous code, which may itself run inside an event loop."""
    import asyncio

    from flytex_cli.standin._core.types.convert import run

    async def inner() -> int:
        await asyncio.sleep(0)
        return 3

    async def outer() -> int:
        return int(run(inner()))

    assert run(inner()) == 3
    assert asyncio.run(outer()) == 3
