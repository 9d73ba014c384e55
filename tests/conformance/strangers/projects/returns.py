"""Several values, named and not, of nested types."""

from __future__ import annotations

from typing import Annotated, NamedTuple, Optional, Union

import flyte
from flyte.io import DataFrame, Dir, File

env = flyte.TaskEnvironment("returns")


class Stats(NamedTuple):
    mean: float
    deviation: float
    files: list[File]


@env.task
async def stats(numbers: list[float]) -> Stats:
    """Describe numbers.

    Args:
        numbers: what to describe.

    Returns:
        The statistics.
    """


@env.task
async def pair(x: int) -> tuple[int, str]: ...


@env.task
async def deep(x: dict[str, list[dict[str, tuple[int, str]]]] | None = None) -> dict[str, dict[str, list[int]]]: ...


@env.task
async def unions(a: Union[int, str, None], b: int | list[str] = 3, c: Optional[File] = None) -> int | str | None: ...


@env.task
async def notes(x: Annotated[int, "a number"] = 3, y: Annotated[list[Annotated[str, "name"]], "names"] = []) -> None: ...


@env.task
async def frames(
    a: DataFrame,
    b: Annotated[DataFrame, {"name": str, "age": int, "score": float}],
    c: Annotated[DataFrame, "parquet"],
    d: Annotated[DataFrame, "csv"] | None = None,
) -> tuple[DataFrame, Dir]: ...


@env.task
async def files(a: File, b: File[str], c: Dir, d: list[File], e: dict[str, Dir], f: File | None = None) -> File: ...


@env.task
async def too_many(a: list[str, str] = ["a"], b: dict[str, int, int] | None = None) -> list[int, str]: ...


@env.task
def nothing(): ...


@env.task
def no_annotation(x, y=2): ...


@env.task
async def bare(a: list, b: dict, c: tuple, d: set[int], e: frozenset[str], f: type, g: object) -> bytes: ...
