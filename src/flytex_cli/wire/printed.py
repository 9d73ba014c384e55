"""Read what `flyte get task NAME VERSION` and `flyte get app NAME` print: a Python literal, colored for a terminal."""

from __future__ import annotations

import ast
import json
import re
from typing import Any

from flytex_cli.reading import UnreadableError, read_json

HINT = "its lines are wrapped where COLUMNS is not set: COLUMNS=100000 NO_COLOR=1 flyte get task NAME VERSION"

_ESCAPES = re.compile(rb"\x1b\[[0-9;]*m")
_LITERAL = re.compile(r"\s*\[?\s*\{\s*'")
_TOKEN = re.compile(r"""\s+|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|-?\d[\d.e+-]*|True|False|None|[{}\[\],:]""")
_WORDS = {"True": "true", "False": "false", "None": "null"}


def without_colors(data: bytes) -> bytes:
    """Leave out what gives text its colors."""
    return _ESCAPES.sub(b"", data)


def is_printed(text: str) -> bool:
    """Return whether text begins as the literal of a dict, or of a list of them; JSON and YAML quote otherwise."""
    return _LITERAL.match(text) is not None


def read_printed(text: str) -> Any:
    """Return the value of a Python literal, as far as JSON has such values; nothing is evaluated but texts.

    Raises:
        UnreadableError: it is none, or past a limit.
    """
    parts, end = [], 0
    while end < len(text):
        token = _TOKEN.match(text, end)
        if token is None:
            raise UnreadableError("not what Python prints")
        parts.append(_in_json(token[0]))
        end = token.end()
    return read_json("".join(parts))


def _in_json(token: str) -> str:
    if token[0] in "'\"":
        try:
            return json.dumps(ast.literal_eval(token))
        except (SyntaxError, ValueError) as error:  # an escape that is none
            raise UnreadableError("not what Python prints") from error
    return _WORDS.get(token, token)
