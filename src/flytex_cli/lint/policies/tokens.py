"""An expression of CEL as tokens, each with its place.

The library that evaluates expressions says of a syntax error where it is, and of a name or a type nothing before it
meets one: so flytex reads the expression itself, to check it before anything is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a token is."""

    NAME = "name"
    INT = "int"
    UINT = "uint"
    DOUBLE = "double"
    STRING = "string"
    BYTES = "bytes"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True)
class Token:
    """One token.

    Attributes:
        offset: where it begins, in characters.
    """

    kind: Kind
    text: str
    offset: int


class ExpressionError(Exception):
    """What is wrong with an expression.

    Attributes:
        offset: where, in characters.
    """

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


_MEANT = {"=": "; write ==", "&": "; write &&", "|": "; write ||"}
_TOKEN = re.compile(
    r"""
    (?P<space>[\t\n\f\r ]+|//[^\n]*)
  | (?P<double>[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+|\.[0-9]+(?:[eE][+-]?[0-9]+)?)
  | (?P<uint>(?:0x[0-9a-fA-F]+|[0-9]+)[uU])
  | (?P<int>0x[0-9a-fA-F]+|[0-9]+)
  | (?P<string>(?P<prefix>[rRbB]{0,2})(?:\"\"\".*?(?<!\\)\"\"\"|'''.*?(?<!\\)'''
        |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))
  | (?P<name>[_a-zA-Z][_a-zA-Z0-9]*)
  | (?P<sign>&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()\[\]{}])
    """,
    re.VERBOSE | re.DOTALL,
)


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of an expression, and one that stands for its end.

    Raises:
        ExpressionError: a character that begins none.
    """
    offset = 0
    while offset < len(text):
        found = _TOKEN.match(text, offset)
        if found is None:
            sign = text[offset]
            what = "the text does not end" if sign in "\"'" else f"{sign!r} means nothing in CEL"
            raise ExpressionError(what + _MEANT.get(sign, ""), offset)
        kind = found.lastgroup
        if found["string"] is not None:
            is_bytes = "b" in found["prefix"].lower()
            yield Token(Kind.BYTES if is_bytes else Kind.STRING, found[0], offset)
        elif kind != "space":
            yield Token(Kind(kind), found[0], offset)
        offset = found.end()
    yield Token(Kind.END, "", len(text.rstrip()))


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column of an offset, both from 1."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
