"""Text that came from user code, made safe to show in one line."""

from __future__ import annotations

import re
import unicodedata

_SUSPECT = re.compile(r"[^\x20-\x7e]")
_DANGEROUS = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def escape_line(text: str) -> str:
    """`text` in one line: control, direction-changing and other invisible characters as `\\n`, `\\x1b`, `\\u202e`."""
    return _SUSPECT.sub(_escaped, text)


def escape_block(text: str) -> str:
    """`text` with its line breaks and tabs kept, everything else as in `escape_line`."""
    return "\n".join("\t".join(map(escape_line, line.split("\t"))) for line in text.split("\n"))


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if unicodedata.category(character) not in _DANGEROUS:
        return character
    return character.encode("unicode_escape").decode("ascii")
