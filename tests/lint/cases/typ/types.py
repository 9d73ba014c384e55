from __future__ import annotations

import enum
import pathlib
from typing import Any, Literal, Optional

import flyte
from flyte import TriggerTime
from datetime import datetime
from pydantic import BaseModel

env = flyte.TaskEnvironment("env")


class Empty(enum.Enum):
    pass


class Rate(enum.Enum):
    LOW = 0.5


class Flags(enum.IntFlag):
    A = 1


class Good(str, enum.Enum):
    A = "a"


class Number(enum.IntEnum):
    A = 1


class Cat(BaseModel):
    name: str


class Dog(BaseModel):
    name: str


class Custom:
    pass


@env.task
async def bare(
    a: list,  # expect: TYP002
    b: Any,  # expect: TYP002
    c: bytes,  # expect: TYP002
    d: set[int] | None,  # expect: TYP002
    e: list[pathlib.Path],  # expect: TYP002
    f: bytes,
    g: dict,
    h,  # expect: TYP001
) -> Custom:  # expect: TYP002
    return Custom()


@env.task
async def defaults(
    a: int = None,  # expect: TYP003 since Python 3.11
    b: int = "a",  # expect: TYP004
    c: datetime = TriggerTime,  # expect: TYP004
    d: Optional[int] = None,
    e: float = 1,  # expect: TYP004
    f: float = 1.0,
) -> None:
    return None


@env.task
async def returns(x: int):
    def inner() -> int:
        return 1

    if x:
        return None
    return x + inner()  # expect: TYP005


@env.task
async def nothing(x: int):
    key = lambda: 1  # noqa: E731

    def inner():
        return 1

    inner(), key()
    return


@env.task
def yields(x: int) -> list[int]:
    yield x  # expect: TYP006


@env.task
def inner_yields(x: int) -> list[int]:
    def inner():
        yield x

    return list(inner())


@env.task
async def literals(
    a: Literal["a", "A"],  # expect: TYP007
    b: Literal[1, 2],  # expect: TYP007
    c: Literal["x", "y"],
) -> str:
    return a


@env.task
async def enums(
    a: Empty,  # expect: TYP008
    b: list[Rate],  # expect: TYP008
    c: Flags | None,  # expect: TYP008
    d: Good,
    e: Number,
) -> int:
    return 1


@env.task
async def pets(x: Cat | Dog, y: Cat | None, z: dict[str, int] | Cat) -> int:  # expect: TYP010
    return 1


class Service:
    @env.task  # expect: RSV001
    async def method(self, x: int) -> int:  # expect: TYP001
        return x


@env.task(cache="auto")
async def cached_without_annotation(x: int):
    return x  # expect: TYP005
