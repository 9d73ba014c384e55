"""Documentation of a task, and the length a description may have on the wire."""

from __future__ import annotations

from dataclasses import dataclass

SHORT_DESCRIPTION_LENGTH = 255
LONG_DESCRIPTION_LENGTH = 2048
_CUT = "...(tr.)"


@dataclass
class Documentation:
    """The text given with `docs=`; without it the docstring serves."""

    description: str

    def __help__str__(self) -> str:
        return self.description


def cut_description(text: str, length: int = SHORT_DESCRIPTION_LENGTH) -> str:
    """Return the text, cut to `length` with a mark that it was cut."""
    if len(text) <= length:
        return text
    return text[: length - len(_CUT)] + _CUT if length >= len(_CUT) else text[:length]
