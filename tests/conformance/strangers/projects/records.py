"""Dataclasses, models, typed dicts: defaults, nesting, forward references, enums, literals."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, Optional, TypedDict
from uuid import UUID

import flyte
from flyte.io import DataFrame, Dir, File

env = flyte.TaskEnvironment("records")


class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Level(str, enum.Enum):
    LOW = "low"
    HIGH = "high"


class Size(enum.IntEnum):
    S = 1
    L = 2


@dataclass
class Leaf:
    name: str = "leaf"
    sizes: list[int] = field(default_factory=lambda: [1, 2])
    color: Color = Color.RED


@dataclass
class Tree:
    """A tree."""

    left: Leaf
    label: Optional[str] = None
    right: Leaf = field(default_factory=Leaf)
    children: dict[str, Leaf] = field(default_factory=dict)
    when: datetime | None = None
    took: timedelta = timedelta(seconds=3)
    kind: Literal["oak", "fir"] = "oak"
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Files:
    file: File
    folder: Dir | None = None
    table: Optional[DataFrame] = None


class Movie(TypedDict):
    title: str
    year: int


class Partial(TypedDict, total=False):
    title: str
    tags: list[str]


@env.task
async def dataclasses_(tree: Tree, leaf: Leaf = Leaf(name="d"), leaves: list[Leaf] | None = None) -> Tree: ...


@env.task
async def files(files: Files) -> Files: ...


@env.task
async def enums(a: Color, b: Level = Level.LOW, c: Color | None = Color.BLUE, d: list[Color] = [Color.RED]) -> Level: ...


@env.task
async def literals(a: Literal["x", "y"], b: Literal["p", "q"] = "p", c: Literal[1, 2] = 1) -> str: ...


@env.task
async def typed(movie: Movie, partial: Partial) -> list[Movie]: ...


@env.task
async def times(a: datetime, b: date, c: timedelta = timedelta(hours=1), d: date = date(2026, 1, 2)) -> datetime: ...


@env.task
async def odd(a: Decimal, b: UUID, c: Path, d: time, e: complex = 1j, f: bytes = b"x", g: Any = None) -> Any: ...


@env.task
async def primitives(a: int = 1, b: float = 1.5, c: str = "x", d: bool = True, e: float = 3, f: None = None) -> bool: ...


@env.task
async def sized(size: Size = Size.S) -> Size: ...
