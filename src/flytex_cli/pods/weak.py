"""Scalars of one kind where another is wanted, as mapstructure converts them with `WeaklyTypedInput`."""

from __future__ import annotations

import math
import re
from decimal import Decimal

_TRUE = ("1", "t", "T", "TRUE", "true", "True")
_FALSE = ("0", "f", "F", "FALSE", "false", "False", "")
_INT = re.compile(r"([-+]?)(?:(0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+)|0([0-7_]+)|(0|[1-9][0-9_]*))")


def weaken(value: object, kind: str) -> object:
    """Return a value as one of a kind (`string`, `bool`, `int`) if Go converts it, or else as it is."""
    if kind == "string" and isinstance(value, bool):
        return "1" if value else "0"
    if kind == "string" and isinstance(value, (int, float)):
        return float_text(value) if isinstance(value, float) else str(value)
    if kind == "bool":
        return _weak_bool(value)
    if kind == "int":
        return _weak_int(value)
    return value


def float_text(number: float) -> str:
    """Return a number as Go's `strconv.FormatFloat(x, 'f', -1, 64)` does: `5` for 5.0, no exponent."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "+Inf" if number > 0 else "-Inf"
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def json_number(number: float) -> str:
    """Return a number as Go's `encoding/json` writes it."""
    if isinstance(number, int):
        return str(number)
    if number and (abs(number) < 1e-6 or abs(number) >= 1e21):
        return repr(number)
    return float_text(number)


def _weak_bool(value: object) -> object:
    if isinstance(value, (int, float)):
        return value != 0
    if isinstance(value, str) and value in (*_TRUE, *_FALSE):
        return value in _TRUE
    return value


def _weak_int(value: object) -> object:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float) and math.isfinite(value):
        return int(value)
    if not isinstance(value, str):
        return value
    match = _INT.fullmatch(value)
    if match is None:
        return 0 if value == "" else value
    sign, prefixed, octal, decimal = match.groups()
    if "__" in value or value.endswith("_"):
        return value
    number = int(prefixed, 0) if prefixed else int(octal, 8) if octal else int(decimal)
    return -number if sign == "-" else number
