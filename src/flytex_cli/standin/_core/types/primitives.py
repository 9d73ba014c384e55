"""The simple types: one `SimpleType` and one field of `Primitive` each."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from flyteidl2.core.literals_pb2 import Literal, Scalar, Void
from flyteidl2.core.types_pb2 import LiteralType, SimpleType
from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp

from .errors import TypeTransformerFailedError, show, wrong_type
from .message import primitive
from .transformer import FunctionTransformer


def simple(
    name: str,
    python_type: type,
    simple_type: Any,
    make: Callable[[Any], Literal],
    widen: Callable[[Any], Any] = lambda value: value,
) -> FunctionTransformer:
    """Make the conversion of a simple type: `make` gets a value that is surely of the type, once it is widened."""
    literal_type = LiteralType(simple=simple_type)

    def to_literal(value: Any, _type: Any, _expected: LiteralType | None = None) -> Literal:
        value = widen(value)
        if not isinstance(value, python_type):
            raise wrong_type(value, python_type)
        return make(value)

    def guess(other: LiteralType) -> Any:
        if other.WhichOneof("type") == "simple" and other.simple == simple_type:
            return python_type
        raise ValueError(f"{name} cannot guess a Python type from {other}")

    return FunctionTransformer(name, python_type, lambda _: literal_type, to_literal, guess=guess)


def int_literal(value: int) -> Literal:
    """Make an integer; a bool is refused, as protobuf does."""
    if isinstance(value, bool):
        raise TypeTransformerFailedError(f"expected a value of type int, got {show(value)} of type bool")
    return primitive(integer=value)


def _to_float(value: Any) -> Any:
    """Take an integer that a plugin hands to the conversion itself; the type engine has refused it before."""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def datetime_literal(value: datetime.datetime) -> Literal:
    """Make a point in time; a naive one counts as UTC."""
    timestamp = Timestamp()
    timestamp.FromDatetime(value)
    return primitive(datetime=timestamp)


def date_literal(value: datetime.date) -> Literal:
    """Make a date: its midnight."""
    return datetime_literal(datetime.datetime.combine(value, datetime.time.min))


def timedelta_literal(value: datetime.timedelta) -> Literal:
    """Make a duration."""
    duration = Duration()
    duration.FromTimedelta(value)
    return primitive(duration=duration)


def none_literal(_: None) -> Literal:
    """Make the absence of a value."""
    return Literal(scalar=Scalar(none_type=Void()))


INT = simple("int", int, SimpleType.INTEGER, int_literal)
FLOAT = simple("float", float, SimpleType.FLOAT, lambda value: primitive(float_value=value), widen=_to_float)
STR = simple("str", str, SimpleType.STRING, lambda value: primitive(string_value=value))
BOOL = simple("bool", bool, SimpleType.BOOLEAN, lambda value: primitive(boolean=value))
DATETIME = simple("datetime", datetime.datetime, SimpleType.DATETIME, datetime_literal)
DATE = simple("date", datetime.date, SimpleType.DATETIME, date_literal)
TIMEDELTA = simple("timedelta", datetime.timedelta, SimpleType.DURATION, timedelta_literal)
NONE = simple("none", type(None), SimpleType.NONE, none_literal)
