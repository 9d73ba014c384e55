"""Tables that fit a terminal: names stand whole, and a column for which there is no room is left out and named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

GAP = 2
"""Columns of space between two columns of a table."""

_PART = re.compile(r".[^._/:\[-]*[._/:\[-]*", re.DOTALL)
"""A part of a path or name, with what ends it."""


def fitting(cells: Sequence[Sequence[str]], useful: Sequence[int], width: int) -> dict[int, int]:
    """Choose the columns of a table that fit, whole words side by side, and how wide each is.

    Args:
        cells: the table by column, each with its heading.
        useful: the columns from the most useful one, which is always kept, to the least.
        width: what the table may take.
    """
    least = [max(len(word) for cell in column for word in [*cell.split(), ""]) for column in cells]
    kept: list[int] = []
    for index in useful:
        if not kept or sum(least[each] + GAP for each in (*kept, index)) - GAP <= width:
            kept.append(index)
    room = width - sum(least[each] + GAP for each in kept) + GAP
    widths = {}
    for index in sorted(kept, key=lambda each: max(map(len, cells[each])) - least[each]):
        more = min(max(map(len, cells[index])) - least[index], max(room, 0))
        widths[index] = min(least[index] + more, width)
        room -= more
    return dict(sorted(widths.items()))


def folded(text: str, width: int) -> str:
    """Break a text at its blanks; a longer word where its parts meet, and only a part without room anywhere."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
            continue
        if lines[-1]:
            lines.append("")
        for piece in _pieces(word, width):
            if lines[-1] and len(lines[-1]) + len(piece) > width:
                lines.append("")
            lines[-1] += piece
    return "\n".join(lines)


def _pieces(word: str, width: int) -> Iterator[str]:
    if len(word) <= width:
        yield word
        return
    for part in _PART.findall(word):
        yield from (part[start : start + width] for start in range(0, len(part), width))
