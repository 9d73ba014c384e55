"""The syntax tree of an expression of CEL (the grammar of cel-spec's `langdef.md`, without messages)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, TypeVar, Union

from flytex_cli.lint.policies.tokens import ExpressionError, Kind, Token, tokens


@dataclass(frozen=True)
class Literal:
    """A value that is written down: `5`, `"text"`, `null`."""

    kind: str
    text: str
    offset: int


@dataclass(frozen=True)
class Name:
    """A name that stands alone."""

    name: str
    offset: int


@dataclass(frozen=True)
class Field:
    """`operand.name`."""

    operand: Node
    name: str
    offset: int


@dataclass(frozen=True)
class Item:
    """`operand[index]`."""

    operand: Node
    index: Node
    offset: int


@dataclass(frozen=True)
class Call:
    """`name(arguments)`, or `target.name(arguments)`."""

    target: Node | None
    name: str
    arguments: tuple[Node, ...]
    offset: int


@dataclass(frozen=True)
class Operation:
    """`left sign right`; of one operand alone `left` is None."""

    sign: str
    left: Node | None
    right: Node
    offset: int


@dataclass(frozen=True)
class Choice:
    """`condition ? then : otherwise`."""

    condition: Node
    then: Node
    otherwise: Node
    offset: int


@dataclass(frozen=True)
class ListNode:
    """`[a, b]`."""

    items: tuple[Node, ...]
    offset: int


@dataclass(frozen=True)
class MapNode:
    """`{key: value}`."""

    entries: tuple[tuple[Node, Node], ...]
    offset: int


Node: TypeAlias = Union[Literal, Name, Field, Item, Call, Operation, Choice, ListNode, MapNode]  # noqa: UP007  (3.10)

Part = TypeVar("Part")

MAX_DEPTH = 100
"""How deep parts may lie in each other; a bracket counts twice."""

MAX_LINKS = 150
"""How many operators of a kind, or fields, may follow each other."""

_LITERALS = {Kind.INT: "int", Kind.UINT: "uint", Kind.DOUBLE: "double", Kind.STRING: "string", Kind.BYTES: "bytes"}
_WORDS = {"true": "bool", "false": "bool", "null": "null"}
_LEVELS = (("||",), ("&&",), ("<", "<=", ">=", ">", "==", "!=", "in"), ("+", "-"), ("*", "/", "%"))


def parse(text: str) -> Node:
    """Return the tree of an expression.

    Raises:
        ExpressionError: it is none.
    """
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = list(tokens(text))
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        found = self._expression()
        if self._now.kind is not Kind.END:
            raise self._unexpected("an operator, or the end")
        return found

    @property
    def _now(self) -> Token:
        return self._tokens[self._at]

    def _expression(self) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError("nested too deeply", self._now.offset)
        condition = self._binary(0)
        if mark := self._take("?"):
            then = self._binary(0)
            self._expect(":")
            condition = Choice(condition, then, self._expression(), mark.offset)
        self._depth -= 1
        return condition

    def _binary(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._unary()
        left, links = self._binary(level + 1), 0
        while sign := self._take(*_LEVELS[level]):
            links = self._link(links, sign.offset)
            left = Operation(sign.text, left, self._binary(level + 1), sign.offset)
        return left

    def _unary(self) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError("nested too deeply", self._now.offset)
        sign = self._take("!", "-")
        found = self._member() if sign is None else Operation(sign.text, None, self._unary(), sign.offset)
        self._depth -= 1
        return found

    def _member(self) -> Node:
        found, links = self._primary(), 0
        while True:
            links = self._link(links, self._now.offset)
            if self._take("."):
                name = self._name()
                if self._take("("):
                    found = Call(found, name.text, self._listed(")", self._expression), name.offset)
                else:
                    found = Field(found, name.text, name.offset)
            elif bracket := self._take("["):
                index = self._expression()
                self._expect("]")
                found = Item(found, index, bracket.offset)
            else:
                return found

    def _link(self, links: int, offset: int) -> int:
        if links == MAX_LINKS:
            raise ExpressionError(f"more than {MAX_LINKS} in a row; part the expression", offset)
        return links + 1

    def _primary(self) -> Node:
        token = self._now
        if token.kind in _LITERALS:
            self._at += 1
            return Literal(_LITERALS[token.kind], token.text, token.offset)
        if token.kind is Kind.NAME and token.text in _WORDS:
            self._at += 1
            return Literal(_WORDS[token.text], token.text, token.offset)
        if token.kind is Kind.NAME and token.text != "in":
            self._at += 1
            if self._take("("):
                return Call(None, token.text, self._listed(")", self._expression), token.offset)
            return Name(token.text, token.offset)
        if self._take("("):
            found = self._expression()
            self._expect(")")
            return found
        if self._take("["):
            return ListNode(self._listed("]", self._expression), token.offset)
        if self._take("{"):
            return MapNode(self._listed("}", self._entry), token.offset)
        raise self._unexpected("a value")

    def _entry(self) -> tuple[Node, Node]:
        key = self._expression()
        self._expect(":")
        return key, self._expression()

    def _listed(self, end: str, part: Callable[[], Part]) -> tuple[Part, ...]:
        found: list[Part] = []
        while not self._take(end):
            if found:
                self._expect(",", end)
                if self._take(end):
                    break
            found.append(part())
        return tuple(found)

    def _name(self) -> Token:
        token = self._now
        if token.kind is not Kind.NAME:
            raise self._unexpected("a name")
        self._at += 1
        return token

    def _take(self, *texts: str) -> Token | None:
        token = self._now
        if token.text not in texts or token.kind not in (Kind.SIGN, Kind.NAME):
            return None
        self._at += 1
        return token

    def _expect(self, text: str, *others: str) -> None:
        if not self._take(text):
            raise self._unexpected(" or ".join(map(repr, (text, *others))))

    def _unexpected(self, wanted: str) -> ExpressionError:
        token = self._now
        if token.kind is Kind.END:
            return ExpressionError(f"the expression ends where {wanted} must follow", token.offset)
        return ExpressionError(f"{token.text!r} stands where {wanted} must", token.offset)
