"""Quantities are read and printed exactly as Kubernetes does."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytex_cli.pods.errors import QuantityError
from flytex_cli.pods.quantity import BINARY_SUFFIXES, DECIMAL_SUFFIXES, canonical, parse_quantity

CANONICAL = {
    "1000m": "1",
    "1024m": "1024m",
    "0.5": "500m",
    ".5": "500m",
    "1.5": "1500m",
    "2.0": "2",
    "2.50": "2500m",
    "1024Mi": "1Gi",
    "1536Mi": "1536Mi",
    "1.5Gi": "1536Mi",
    "1000Ki": "1000Ki",
    "1023Ki": "1023Ki",
    "0.1Gi": "107374182400m",
    "1000": "1k",
    "1024": "1024",
    "1000000": "1M",
    "1000M": "1G",
    "100M": "100M",
    "1e3": "1e3",
    "12E2": "1200",
    "1e1": "10",
    "0.1m": "100u",
    "0m": "0",
    "0Gi": "0",
    "00": "0",
    "9999999999Gi": "9223372036854775807",
    "+1": "+1",
    "5.": "5.",
    "1E": "1E",
    "-1500m": "-1500m",
    "-2Ki": "-2Ki",
    "1Ki": "1Ki",
    "0.5Ki": "512",
    "1e-3": "1e-3",
    "0.1n": "1n",
    "-0.1n": "-1n",
    "1e-300": "1e-9",
}


@pytest.mark.parametrize(("text", "expected"), CANONICAL.items())
def test_canonical_form(text: str, expected: str) -> None:
    """Every vector of apimachinery's `resource.Quantity`."""
    assert canonical(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "1GiB", "1gi", "1K", "1 ", " 1", "1e", "abc", "1,5", "4GB", ".", "+", "1.5.2", "1ki", "0x1", "١", "1\n"],
)
def test_invalid(text: str) -> None:
    """Anything outside the grammar is refused, with the text in the message."""
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text)
    assert repr(text) in caught.value.message


@pytest.mark.parametrize(
    ("text", "meant"), [("1GiB", "1Gi"), ("4GB", "4G"), ("1gi", "1Gi"), ("1K", "1k"), ("1 Gi", "1Gi"), ("1,5", "1.5")]
)
def test_common_slips_are_corrected_in_the_hint(text: str, meant: str) -> None:
    """The usual slips get the right spelling."""
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text)
    assert caught.value.hint == f"write {meant}"


@pytest.mark.parametrize("text", ["1e999999999", "9" * 5000, "1e" + "9" * 5000])
def test_absurd_sizes_are_refused_at_once(text: str) -> None:
    """A text of a few characters cannot cost memory or time."""
    with pytest.raises(QuantityError, match="out of range"):
        parse_quantity(text)


SUFFIXES = [*DECIMAL_SUFFIXES, *BINARY_SUFFIXES, "e3", "E-2", "e+1"]
TEXTS = st.builds(
    lambda sign, number, suffix: f"{sign}{number}{suffix}",
    st.sampled_from(["", "+", "-"]),
    st.one_of(
        st.integers(0, 10**20).map(str),
        st.decimals(0, 10**6, places=4).map(lambda number: f"{number:f}"),
        st.integers(0, 10**6).map(lambda number: f".{number}"),
    ),
    st.sampled_from(SUFFIXES),
)


@given(TEXTS)
def test_canonical_form_is_idempotent_and_keeps_the_value(text: str) -> None:
    """The canonical form is in the grammar, is its own canonical form, and is worth the same."""
    printed = canonical(text)
    assert canonical(printed) == printed
    assert parse_quantity(printed) == parse_quantity(text)


@given(TEXTS, TEXTS)
def test_order_is_that_of_the_exact_values(one: str, other: str) -> None:
    """Ordering follows the values, whatever the suffixes (up to the rounding at one billionth)."""
    first, second = parse_quantity(one), parse_quantity(other)
    assert (first < second) == (_exact(one) < _exact(other))
    assert (first == second) == (_exact(one) == _exact(other))


def _exact(text: str) -> Fraction:
    """Work the value out another way, as a fraction of billionths."""
    for suffix, power in BINARY_SUFFIXES.items():
        if text.endswith(suffix):
            value = Fraction(text.removesuffix(suffix).replace("+", "")) * 2**power
            return _away_from_zero(max(-_MAX, min(_MAX, value)))
    for suffix, power in DECIMAL_SUFFIXES.items():
        if suffix and text.endswith(suffix):
            return _away_from_zero(Fraction(text.removesuffix(suffix)) * Fraction(10) ** power)
    return _away_from_zero(Fraction(text))


_MAX = Fraction(2**63 - 1)


def _away_from_zero(value: Fraction) -> Fraction:
    billionths = math.ceil(abs(value) * 10**9)
    return Fraction(billionths if value >= 0 else -billionths, 10**9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.125", "1.125"),
        ("0.125", "125m"),
        ("1.500", "1.500"),
        ("1.5", "1500m"),
        ("1.000", "1"),
        ("2.0", "2"),
        ("0.500", "500m"),
        (".125", "125m"),
        ("007", "007"),
        ("1.125G", "1.125G"),
        ("1.5G", "1500M"),
        ("1E3", "1E3"),
        ("1e03", "1e03"),
        ("1.25e2", "1.25e2"),
        ("12E2", "1200"),
        ("+3Gi", "+3Gi"),
        ("3.Gi", "3.Gi"),
        ("08Gi", "8Gi"),
        ("1.5Gi", "1536Mi"),
        ("-1.125", "-1.125"),
        ("1234567890123456789", "1234567890123456789"),
        ("1.123456789", "1.123456789"),
        ("1.1234567891", "1123456790n"),
        ("9Pi", "9Pi"),
        ("9000Pi", "9223372036854775807"),
    ],
)
def test_text_that_is_canonical_already_is_kept(text: str, expected: str) -> None:
    """Its digits decide: a scale of thousands, no three zeros last, no zero first; in powers of 1024 no factor of 8."""
    assert canonical(text) == expected


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("100m ", "100m"),
        ("100M ", "100M"),
        ("1 Gi", "1Gi"),
        ("4GB", "4G"),
        ("1gi", "1Gi"),
        ("1K", "1k"),
        ("1,5", "1.5"),
        ("5 u", "5u"),
    ],
)
def test_the_hint_keeps_a_suffix_that_exists(text: str, hint: str) -> None:
    """`m` is a thousandth, never a million."""
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text)
    assert caught.value.hint == f"write {hint}"
