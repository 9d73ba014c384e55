"""Dataclasses that inherit, with slots, keyword-only and class variables; enums of every kind; tuples as inputs."""

from dataclasses import InitVar, dataclass, field
from enum import Enum, Flag, IntEnum, IntFlag, auto
from typing import ClassVar, Generic, NamedTuple, TypeVar

import flyte
from typing_extensions import NotRequired, Required, TypedDict

env = flyte.TaskEnvironment("inheritance")
T = TypeVar("T")


@dataclass
class Base:
    id: int
    tags: list[str] = field(default_factory=list)
    KIND: ClassVar[str] = "base"


@dataclass(kw_only=True, slots=True)
class Child(Base):
    name: str
    score: float = 1.0


@dataclass(order=True)
class Grand(Base):
    child: Base | None = None
    children: list[Base] = field(default_factory=list, repr=False)


@dataclass
class Box(Generic[T]):
    value: T
    more: list[T] = field(default_factory=list)


@dataclass
class Empty:
    """Nothing."""


@dataclass
class Nested:
    @dataclass
    class Inner:
        x: int = 1

    inner: Inner = field(default_factory=Inner)


class Auto(Enum):
    A = auto()
    B = auto()


class Mixed(Enum):
    ONE = 1
    TWO = "two"


class Flags(Flag):
    R = 1
    W = 2


class IntFlags(IntFlag):
    R = 4


class Alias(str, Enum):
    A = "a"
    ALSO_A = "a"


class Point(NamedTuple):
    x: int
    y: float = 0.5


class Config(TypedDict):
    name: Required[str]
    size: NotRequired[int]
    inner: dict[str, list[int]]


class More(Config, total=False):
    extra: str


@env.task
async def inherited(a: Child, b: Grand, c: Empty = Empty(), d: Nested = Nested()) -> Child: ...


@env.task
async def boxed(a: Box[int], b: Box) -> Box[str]: ...


@env.task
async def alias(a: Alias = Alias.ALSO_A) -> Alias: ...


@env.task
async def point(a: Point, b: Point = Point(1)) -> Point: ...


@env.task
async def dicts(a: Config, b: More, c: Config = {"name": "x", "inner": {}}) -> Config: ...


@env.task
async def auto_enum(a: Auto) -> int: ...


@env.task
async def mixed(a: Mixed) -> int: ...


@env.task
async def flags(a: Flags, b: IntFlags) -> int: ...
