"""Where the keys of policies stand in a TOML text, which its parser does not tell."""

from __future__ import annotations

import re

from flytex_cli.lint.policies.tokens import place_of

_TABLE = re.compile(r"^\s*\[")


class KeyPlaces:
    """The lines of the tables of one name.

    Args:
        header: their name: `policy`.
    """

    def __init__(self, text: str, header: str) -> None:
        self._lines = text.splitlines()
        wanted = re.compile(r"^\s*\[\[\s*" + r"\s*\.\s*".join(map(re.escape, header.split("."))) + r"\s*\]\]")
        self._heads = [number for number, line in enumerate(self._lines) if wanted.match(line)]

    def shown(self, file: str, number: int, key: str | None = None) -> str:
        """Return `file:line` of a key of a table, or of the table itself."""
        line = self._line(number, key)
        return file if line is None else f"{file}:{line + 1}"

    def inside(self, file: str, number: int, key: str, text: str, offset: int) -> str:
        """Return `file:line:column` of a place in the text that a key holds; without escapes in it that is exact."""
        line = self._line(number, key)
        if line is None:
            return file
        row, column = place_of(text, offset)
        written = self._lines[line]
        begin = written.find("=") + 1
        opening = re.match(r"\s*(\"\"\"|'''|\"|')", written[begin:])
        if opening is None:
            return f"{file}:{line + 1}"
        begin += opening.end()
        if begin == len(written):  # a line end after the opening quotes is not of the text
            line, begin = line + 1, 0
        return f"{file}:{line + row}:{column + (begin if row == 1 else 0)}"

    def _line(self, number: int, key: str | None) -> int | None:
        if number >= len(self._heads):
            return None
        head = self._heads[number]
        if key is None:
            return head
        wanted = re.compile(rf"^\s*[\"']?{re.escape(key).replace('-', '[-_]')}[\"']?\s*=")
        for line in range(head + 1, len(self._lines)):
            if wanted.match(self._lines[line]):
                return line
            if _TABLE.match(self._lines[line]) and line + 1 < len(self._lines) and line in self._heads:
                break
        return head
