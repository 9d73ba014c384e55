"""How numbers of bytes are written."""

from __future__ import annotations


def size(number: int) -> str:
    """Write a number of bytes in the unit that a person reads: `512 B`, `1.5 MB`."""
    amount = float(number)
    for unit in ("B", "KB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"
