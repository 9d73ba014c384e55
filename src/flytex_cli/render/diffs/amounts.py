"""Amounts and durations in units that people read."""

from __future__ import annotations

import re

from flytex_cli.pods.quantity import BINARY_SUFFIXES, NANO, try_parse

_SECONDS = re.compile(r"([0-9]+)s")
_UNITS = (("d", 86400), ("h", 3600), ("min", 60), ("s", 1))


def amount_text(resource: str, text: str) -> str:
    """Write an amount of a resource, with what it comes to where the text does not say: `1500m (1.5 cores)`."""
    quantity = try_parse(text)
    if quantity is None:
        return text
    amount = quantity.nanos / NANO
    if resource == "CPU" and text.endswith("m"):
        return f"{text} ({amount:g} core{'s'[: amount != 1]})"
    if resource in ("MEMORY", "EPHEMERAL_STORAGE", "STORAGE") and text.isdigit() and amount >= 1024:
        suffix, power = max(
            (each for each in BINARY_SUFFIXES.items() if amount >= 2 ** each[1]), key=lambda each: each[1]
        )
        return f"{text} ({amount / 2**power:.3g}{suffix})"
    return text


def duration_text(text: str) -> str:
    """Write `5400s` as `5400s (1h 30min)`, and what is under a minute or no whole number of seconds as it is."""
    match = _SECONDS.fullmatch(text)
    if match is None or int(match[1]) < 60:
        return text
    left, parts = int(match[1]), []
    for unit, size in _UNITS:
        if left >= size:
            parts.append(f"{left // size}{unit}")
            left %= size
    return f"{text} ({' '.join(parts)})"
