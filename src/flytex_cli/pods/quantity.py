"""Kubernetes quantities (`500m`, `1Gi`, `1e3`): grammar, exact value, canonical text.

Follows `resource.Quantity` of apimachinery, which is what the API server and Flyte's backend parse and print with:
values are exact, rounded away from zero at one billionth, and printed with the largest suffix of their own family.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from flytex_cli.pods.errors import QuantityError

NANO = 10**9
MAX_BINARY = (2**63 - 1) * NANO
"""apimachinery caps binary quantities, and only those, at the largest int64."""

_FAST_DIGITS = 18
"""Up to so many digits apimachinery reads a quantity as an int64."""

MAX_EXPONENT = 400
MAX_LENGTH = 400
"""Both far beyond any machine, and small enough to stay quick: `1e999999999` must not fill the memory."""

DECIMAL_SUFFIXES = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
BINARY_SUFFIXES = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}
_DECIMAL_BY_EXPONENT = {exponent: suffix for suffix, exponent in DECIMAL_SUFFIXES.items()}
_BINARY_BY_EXPONENT = {exponent: suffix for suffix, exponent in BINARY_SUFFIXES.items()}

_GRAMMAR = re.compile(
    r"(?P<sign>[+-]?)(?:(?P<whole>[0-9]+)(?:\.(?P<fraction>[0-9]*))?|\.(?P<bare>[0-9]+))"
    r"(?:(?P<suffix>[numkMGTPE]|[KMGTPE]i)|[eE](?P<exponent>[+-]?[0-9]+))?"
)


class QuantityFormat(Enum):
    """The family a quantity was written in, and is printed in."""

    DECIMAL = "decimal"
    BINARY = "binary"
    EXPONENT = "exponent"


@dataclass(frozen=True, order=True)
class Quantity:
    """An amount of a resource; ordered and compared by value alone, as Kubernetes does.

    Attributes:
        text: what was written, where Kubernetes takes it for canonical already.
    """

    nanos: int
    format: QuantityFormat = field(compare=False, default=QuantityFormat.DECIMAL)
    text: str = field(compare=False, default="")

    def __str__(self) -> str:
        """Return the canonical text."""
        if self.text:
            return self.text
        if self.nanos == 0:
            return "0"
        if self.format is QuantityFormat.BINARY and abs(self.nanos) >= 1024 * NANO and self.nanos % NANO == 0:
            return _binary_text(self.nanos // NANO)
        return _decimal_text(self.nanos, self.format)

    @property
    def is_zero(self) -> bool:
        return self.nanos == 0

    @property
    def is_whole(self) -> bool:
        return self.nanos % NANO == 0


@lru_cache(maxsize=4096)
def parse_quantity(text: str) -> Quantity:
    """Read a quantity.

    Raises:
        QuantityError: the text is outside the grammar (suffixes are case-sensitive; no blanks, no `GB`, no `GiB`).
    """
    match = _GRAMMAR.fullmatch(text)
    if match is None:
        raise QuantityError(
            f"{text!r} is not a Kubernetes quantity",
            hint=f"write {suggest(text)}" if suggest(text) else "write a number and a suffix: 500m, 2, 1.5Gi, 100M",
        )
    if len(text) > MAX_LENGTH:
        raise QuantityError(f"the quantity {text[:20]!r}... is out of range ({len(text)} characters)")
    kept = text if _is_kept(match) else ""
    fraction = match["fraction"] or match["bare"] or ""
    digits = int((match["whole"] or "") + fraction)
    if match["sign"] == "-":
        digits = -digits
    suffix = match["suffix"] or ""
    if suffix in BINARY_SUFFIXES:
        nanos = _scale(digits << BINARY_SUFFIXES[suffix], 9 - len(fraction))
        nanos = max(-MAX_BINARY, min(MAX_BINARY, nanos))
        return Quantity(nanos, QuantityFormat.BINARY, kept)
    if match["exponent"] is None:
        return Quantity(_scale(digits, 9 + DECIMAL_SUFFIXES[suffix] - len(fraction)), text=kept)
    exponent = int(match["exponent"])
    if digits and exponent > MAX_EXPONENT:
        raise QuantityError(f"the quantity {text!r} is out of range", hint=f"use an exponent of at most {MAX_EXPONENT}")
    return Quantity(_scale(digits, 9 + exponent - len(fraction)), QuantityFormat.EXPONENT, kept)


def _is_kept(match: re.Match[str]) -> bool:
    """Tell whether Kubernetes keeps the text as it is: by the shape of its digits (`ParseQuantity`)."""
    whole = (match["whole"] or "").lstrip("0") or "0"
    fraction = match["fraction"] or match["bare"] or ""
    digits, suffix = whole + fraction, match["suffix"] or ""
    if suffix in BINARY_SUFFIXES:
        exponent = BINARY_SUFFIXES[suffix]
        is_short = 15 - len(whole) - exponent * 3 // 10 - 1 >= 0
        return not fraction and is_short and int(digits) % 8 != 0
    exponent = int(match["exponent"] or 0) if match["exponent"] is not None else DECIMAL_SUFFIXES[suffix]
    scale = exponent - len(fraction)
    is_canonical = scale % 3 == 0 and not digits.endswith("000") and digits[0] != "0"
    return is_canonical and scale >= -9 and len(digits) <= _FAST_DIGITS and abs(exponent) < 2**31


def canonical(text: str) -> str:
    """Return the text Kubernetes prints for a quantity: `1024Mi` -> `1Gi`, `0.5` -> `500m`."""
    return str(parse_quantity(text))


def try_parse(text: str | None) -> Quantity | None:
    """Read a quantity, or return None for a missing or unreadable one."""
    if text is None:
        return None
    try:
        return parse_quantity(text)
    except QuantityError:
        return None


def _scale(digits: int, power: int) -> int:
    """Return digits * 10**power as an integer, rounded away from zero."""
    if digits == 0:
        return 0
    sign, amount = (1, digits) if digits > 0 else (-1, -digits)
    if power >= 0:
        return sign * amount * int(10**power)
    # No amount has this many digits, and the divisor of `1e-999999999` would not fit in memory.
    divisor = int(10 ** min(-power, 3 * MAX_LENGTH))
    return sign * -(-amount // divisor)


def _binary_text(value: int) -> str:
    exponent = 0
    while value % 1024 == 0 and exponent < 60:
        value //= 1024
        exponent += 10
    return f"{value}{_BINARY_BY_EXPONENT.get(exponent, '')}"


def _decimal_text(nanos: int, family: QuantityFormat) -> str:
    value, exponent = nanos, -9
    largest = MAX_EXPONENT if family is QuantityFormat.EXPONENT else 18
    while value % 1000 == 0 and exponent < largest:
        value //= 1000
        exponent += 3
    if family is QuantityFormat.EXPONENT:
        return f"{value}e{exponent}" if exponent else str(value)
    return f"{value}{_DECIMAL_BY_EXPONENT[exponent]}"


def suggest(text: str) -> str | None:
    """Return what was probably meant by the common slips `1GiB`, `4GB`, `1gi`, `1K`, `1 Gi`, `1,5`."""
    match = re.fullmatch(r"\s*([0-9]+(?:[.,][0-9]+)?)\s*([a-zA-Z]{0,3})\s*", text)
    if match is None:
        return None
    number, suffix = match[1].replace(",", "."), match[2]
    stem = suffix[:-1] if len(suffix) > 1 and suffix[-1] in "bB" else suffix
    known = {name.lower(): name for name in ("k", "M", "G", "T", "P", *BINARY_SUFFIXES)}
    if stem in DECIMAL_SUFFIXES or stem in BINARY_SUFFIXES:
        return number + stem
    return number + known[stem.lower()] if stem.lower() in known else None
