"""Show text that may hold a credential: what stands for the value is starred out, its name stays."""

from __future__ import annotations

import re

from flytex_cli.credentials.forms import credentials_in
from flytex_cli.credentials.names import is_secret

_QUOTED = r"(?P<quote>\"\"\"|'''|\"|')(?P<value>(?:\\.|(?!(?P=quote)).)*)(?:(?P=quote)|$)"
_LITERAL = re.compile(_QUOTED)
_NAMED = re.compile(r"(?P<name>[A-Za-z_][\w-]*)[\"']?\s*(?::[^=,\"'{}]*=|[:=,])\s*[rbf]?" + _QUOTED)
"""A name and its literal in Python: `PASSWORD="x"`, `"PASSWORD": "x"`, `password: str = "x"`, `f("PASSWORD", "x")`."""


def hidden(text: str) -> str:
    """Star out what is a credential by its form."""
    for start, end in credentials_in(text):
        text = _starred(text, start, end)
    return text


def hidden_line(line: str, *spots: int) -> str:
    """Star out what is a credential, in a line of a user's file, by its form or its name.

    Args:
        line: the line; no character moves.
        spots: from where on findings say that a credential stands: every literal is one, keys of a dict aside.
    """
    for found in _NAMED.finditer(line):
        if is_secret(found["name"], found["value"]):
            line = _starred(line, *found.span("value"))
    for spot in spots:
        for found in _LITERAL.finditer(line, spot):
            if not line[found.end() :].lstrip().startswith(":"):
                line = _starred(line, *found.span("value"))
    return hidden(line)


def _starred(text: str, start: int, end: int) -> str:
    return text[:start] + "*" * (end - start) + text[end:]
