"""Live objects as JSON: what was declared, without memory addresses."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from enum import Enum
from pathlib import PurePosixPath
from typing import Any

import pytest

from flytex_cli.engine.plain import plain, plain_object, text, type_text
from flytex_cli.engine.problem import MAX_SENTENCE, one_line, problem_of


class Color(Enum):
    RED = "red"


@dataclasses.dataclass
class Settings:
    name: str = "default"
    _hidden: int = 0
    tags: list[str] = dataclasses.field(default_factory=list)
    inner: Any = None


class Foreign:
    pass


class Rude:
    def __repr__(self) -> str:
        raise RuntimeError("no")

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("no")

    __hash__ = object.__hash__


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (1.5, 1.5),
        (Color.RED, "red"),
        (timedelta(minutes=2), 120.0),
        (datetime(2025, 1, 2), "2025-01-02T00:00:00"),
        (PurePosixPath("a/b"), "a/b"),
        ((1, [2, {"c": {3}}]), [1, [2, {"c": [3]}]]),
        (Settings(), {}),
        (Settings("x", 1, ["t"], Settings("y")), {"name": "x", "hidden": 1, "tags": ["t"], "inner": {"name": "y"}}),
        (Settings(name="default", tags=[]), {}),
        (Foreign(), "<tests.engine.test_plain.Foreign object>"),
        ({1: Rude()}, {"1": "<Rude: repr raised RuntimeError>"}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_stands_for_the_object(value, expected):
    assert plain(value) == expected


def test_what_is_too_deep_is_text():
    """A list that contains itself ends."""
    endless: list[Any] = []
    endless.append(endless)
    assert plain(endless, depth=2) == [["[[...]]"]]


def test_an_object_always_has_fields():
    assert (plain_object(None), plain_object("auto"), plain_object(Settings("x"))) == (
        None, {"value": "auto"}, {"name": "x"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("annotation", "shown"),
    [(int, "int"), (list[int], "list[int]"), (Any, "Any"), (Settings, "Settings")],
)
def test_an_annotation_as_written(annotation, shown):
    assert type_text(annotation) == shown


def test_an_address_does_not_reach_a_record():
    assert text(Foreign()) == "<tests.engine.test_plain.Foreign object>"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("two\n  lines"), "ValueError: two lines"),
        (ValueError(), "ValueError"),
        (TypeError(Foreign()), "TypeError: <tests.engine.test_plain.Foreign object>"),
        (TypeError(Rude()), "TypeError: (its message cannot be shown: RuntimeError)"),
    ],
    ids=["lines", "nothing", "address", "rude"],
)
def test_an_exception_is_one_line(error, said):
    assert one_line(error) == said
    assert problem_of(error).message == f"the task cannot be translated: {said}"


def test_a_long_message_is_cut():
    said = one_line(ValueError("x" * 10_000))
    assert (len(said), said[-4:]) == (MAX_SENTENCE, "x...")
