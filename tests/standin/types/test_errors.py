"""Types and values that Flyte cannot carry: the error names the place, the type and the value."""

# ruff: noqa: UP006, UP045  (the spelling of a union is what is tested)
from __future__ import annotations

import dataclasses
import enum
import sys
import typing
from typing import Any, Optional

import pytest

from flytex_cli.standin.io import DataFrame, File
from flytex_cli.standin.types import TypeTransformerFailedError, to_literal, to_literal_type, within
from tests.harness import stable_id


class Mixed(enum.Enum):
    ONE = 1


class Access(enum.Flag):
    READ = 1


class Color(enum.Enum):
    RED = "r"


class Empty(enum.Enum):
    pass


@dataclasses.dataclass
class Inner:
    x: int


TYPES = [
    (typing.List, "inputs.x: typing.List does not name the type of its items: write list[X]"),
    (list[Mixed], f"inputs.x[0]: enum {__name__}.Mixed must have string values or be an IntEnum: ONE is 1"),
    (dict[str, Empty | None], f"inputs.x[1][0]: enum {__name__}.Empty has no members"),
    (Access, f"inputs.x: enum {__name__}.Access is a Flag, whose combinations have no name: use an IntEnum"),
]  # fmt: skip


@pytest.mark.parametrize(("python_type", "message"), TYPES, ids=stable_id)
def test_unsupported_type_says_which_and_where(python_type: Any, message: str) -> None:
    """The path counts type arguments from the parameter inwards."""
    with pytest.raises(TypeTransformerFailedError) as raised, within("inputs.x"):
        to_literal_type(python_type)
    assert str(raised.value) == message


VALUES = [
    (None, int, "expected a value of type int, got None of type NoneType"),
    (1, float, "expected a value of type float, got 1 of type int"),
    (True, int, "expected a value of type int, got True of type bool"),
    ([1, "a"], list[int], "[1]: expected a value of type int, got 'a' of type str"),
    ({"k": [1.5]}, dict[str, list[int]], "['k'][0]: expected a value of type int, got 1.5 of type float"),
    ({1: 2}, dict[str, int], "expected keys of type str, got 1 of type int"),
    (1.5, Optional[int], "expected a value of type typing.Optional[int], got 1.5 of type float"),
    ("nope", Color, f"'nope' is not one of RED of the enum {__name__}.Color"),
    ({"y": 1}, Inner, f"{{'y': 1}} cannot be a {__name__}.Inner: field 'x' is missing"),
    ({"x": 1, "z": 1}, Inner, f"{{'x': 1, 'z': 1}} cannot be a {__name__}.Inner: field 'z' is not one of its fields"),
    ("s3://a", File, "expected a value of type flyte.io._file.File, got 's3://a' of type str"),
    (DataFrame(), DataFrame, "DataFrame(uri=None, format='', hash=None) has neither a uri nor a data frame"),
    (object(), dict, "expected a value of type dict, got <object object> of type object"),
    (["x" * 300], dict, f"expected a value of type dict, got ['{'x' * 195}... of type list"),
    (None, bytes, "None cannot be a bytes: declare it as Optional"),
    ((i for i in ()), Any, "value <generator object <genexpr>> cannot be pickled: "),
    (b"x" * 20_000, bytes, "a bytes of 20033 bytes is too large to travel inline (limit 10240): "
     "it would be uploaded, which the stand-in does not do"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "python_type", "message"), VALUES, ids=stable_id)
def test_default_that_does_not_fit_is_named(value: Any, python_type: Any, message: str) -> None:
    """The value, its type and the expected type are all in the sentence; long values are cut."""
    with pytest.raises(TypeTransformerFailedError) as raised:
        to_literal(value, python_type)
    assert str(raised.value).startswith(message)
    assert str(raised.value) == message or message.endswith(": ")


@pytest.mark.parametrize("family", [TypeError, ValueError, AssertionError])
def test_error_is_of_every_family_the_sdk_raises(family: type[Exception]) -> None:
    """Code that catches what the SDK raises catches this too."""
    with pytest.raises(family):
        to_literal("x", int)


def test_message_has_no_memory_address() -> None:
    """The same input gives the same sentence."""
    with pytest.raises(TypeTransformerFailedError) as raised:
        to_literal(object(), int)
    assert " at 0x" not in str(raised.value)


def test_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tuple as one input travels as a pydantic model, so it needs pydantic."""
    monkeypatch.setitem(sys.modules, "pydantic", None)
    with pytest.raises(TypeTransformerFailedError, match="needs the package pydantic, which is not installed"):
        to_literal_type(tuple[int, str])
