"""Annotations of every origin: abstract collections, new types, type variables, typed dict extras, old spellings."""

import collections
import datetime as dt
import typing
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any, Dict, List, NewType, Optional, Set, Tuple, Type, TypeVar

import flyte

env = flyte.TaskEnvironment("annotations")
UserId = NewType("UserId", int)
T = TypeVar("T")
B = TypeVar("B", bound=int)


@env.task
async def old(a: List[int], b: Dict[str, int], c: Optional[List[str]] = None, d: Tuple[int, str] = (1, "a")) -> List[int]: ...


@env.task
async def old_pair(a: List, b: Dict, c: Set[int]) -> Tuple[int, str]: ...


@env.task
async def abstract(a: Sequence[int], b: Mapping[str, int], c: Iterable[str], d: MutableMapping[str, int]) -> Sequence[int]: ...


@env.task
async def callables(a: Callable[[int], str], b: Callable, c: Iterator[int], d: Type[int], e: AsyncIterator[int]) -> object: ...


@env.task
async def named(a: UserId, b: list[UserId], c: T, d: B = 3) -> UserId: ...


@env.task
async def counted(a: collections.OrderedDict, b: collections.Counter, c: collections.defaultdict, d: collections.deque[int]) -> int: ...


@env.task
async def strings(a: "int", b: "list[int] | None" = None, c: "typing.Optional[Dict[str, int]]" = None) -> "dict[str, Any]": ...


@env.task
async def dates(a: dt.datetime = dt.datetime(2026, 1, 1, tzinfo=dt.timezone.utc), b: dt.timedelta = dt.timedelta(days=2, microseconds=5),
                c: dt.date = dt.date(2026, 2, 3), d: dt.tzinfo | None = None) -> dt.datetime: ...


@env.task
async def extremes(a: int = -(2**53), b: float = 1e300, c: str = "line\nline\ttab \u00e9 \U0001F600", d: bytes = b"\x00\xff",
                   e: float = -0.0, f: int = 2**62, g: str = "", h: bool = False) -> None: ...


@env.task
async def many(*, only: int, keyword: str = "x", third: list[dict[str, list[int]]] | None = None) -> tuple[int, str, list[int], dict[str, int]]: ...


@env.task
async def optional_defaults(a: int | None = 3, b: str | None = "x", c: list[int] | None = [1], d: dict[str, int] | None = {"a": 1},
                            e: int | str = "text", f: list[int | str] = [1, "a"], g: dict[str, int | None] = {"a": None}) -> int | None: ...
