"""Values that are followed: what a call gives that must be awaited or read, and what became of it."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """What a call gives in place of its value."""

    COROUTINE = "coroutine"
    """To be awaited; nothing happens before that."""
    FUTURE = "future"
    """Runs by itself, and can be awaited, cancelled and looked at (`asyncio.create_task`, `asyncio.gather`)."""
    ASYNC_GENERATOR = "async generator"
    """To be read with `async for`."""
    GENERATOR = "generator"
    """To be read with `for`; nothing happens before that."""


class Misuse(Enum):
    """What is wrong with the way a value is used."""

    NEVER = "never awaited or read"
    VALUE = "used as a value"
    TESTED = "tested"
    RETURNED = "returned"
    INPUT = "an input of a task"
    AWAITED = "awaited, and cannot be"
    ITERATED = "iterated, and cannot be"
    GATHERED = "a list given to gather"


@dataclass(frozen=True, eq=False)
class Origin:
    """One call whose result is followed.

    Attributes:
        name: what is called, as a person knows it.
        result: the class of `flyte` that awaiting it gives; None where it is not known.
    """

    node: ast.Call
    kind: Kind
    name: str
    result: Methods | None = None


@dataclass(frozen=True)
class Methods:
    """A class of `flyte`: what each of its methods gives."""

    name: str
    gives: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Misused:
    """A call whose result is used as it cannot be, and where.

    Attributes:
        several: whether it is a list or the like of such results.
    """

    origin: Origin
    misuse: Misuse
    node: ast.expr
    several: bool = False


@dataclass(frozen=True)
class Value:
    """What is known of an expression: awaitables that it may be, those that it may hold, a class it is of."""

    direct: frozenset[Origin] = frozenset()
    held: frozenset[Origin] = frozenset()
    instance: Methods | None = None

    def __or__(self, other: Value) -> Value:
        if self is other or other is NOTHING:
            return self
        if self is NOTHING:
            return other
        instance = self.instance if self.instance == other.instance else None
        return Value(self.direct | other.direct, self.held | other.held, instance)

    @property
    def origins(self) -> frozenset[Origin]:
        """All of them."""
        return self.direct | self.held

    def inside(self) -> Value:
        """Return what a container of this value is."""
        return Value(held=self.origins) if self.origins else NOTHING

    def element(self) -> Value:
        """Return what iterating over this container gives."""
        return Value(direct=self.held) if self.held else NOTHING


NOTHING = Value()
"""What is known of nearly everything."""


@dataclass
class Ledger:
    """What becomes of each origin of one function.

    Attributes:
        made: every one, in the order they are met.
        settled: those that are awaited or read, or went where they cannot be followed.
        misused: the first misuse of each.
    """

    made: dict[ast.Call, Origin] = field(default_factory=dict)
    settled: set[Origin] = field(default_factory=set)
    misused: dict[Origin, Misused] = field(default_factory=dict)

    def settle(self, origins: Iterable[Origin]) -> None:
        """Note that origins are used rightly, or are out of sight."""
        self.settled.update(origins)

    def misuse(self, origins: Iterable[Origin], misuse: Misuse, node: ast.expr, several: bool = False) -> None:
        """Note a misuse."""
        for origin in origins:
            self.misused.setdefault(origin, Misused(origin, misuse, node, several))

    def result(self) -> list[Misused]:
        """Return one misuse for each origin that has one, in written order; what nobody awaited or read is one too."""
        for origin in self.made.values():
            if origin not in self.settled and origin not in self.misused and origin.kind is not Kind.FUTURE:
                self.misused[origin] = Misused(origin, Misuse.NEVER, origin.node)
        return sorted(self.misused.values(), key=lambda each: (each.node.lineno, each.node.col_offset))
