"""Types and default values of every kind, made once with the SDK's `flyte.io` and once with the stand-in's.

Classes that contain `File`, `Dir` or `DataFrame` exist twice, so everything is a function of the io module.
"""

# The spellings of a type count here: `typing.List[int]` beside `list[int]`, `Optional[int]` beside `int | None`.
# ruff: noqa: UP006, UP007, UP045, RUF012
from __future__ import annotations

import collections
import dataclasses
import datetime
import decimal
import enum
import pathlib
import typing
import uuid
from collections.abc import Callable, Iterable, Sequence
from types import SimpleNamespace
from typing import (
    Annotated,
    Any,
    Generic,
    Literal,
    NamedTuple,
    NewType,
    Optional,
    TypeVar,
    Union,
)

import annotated_types
import pydantic
from google.protobuf.struct_pb2 import ListValue, Struct
from typing_extensions import NotRequired, TypedDict

T = TypeVar("T")


class Color(enum.Enum):
    RED = "r"
    BLUE = "b"


class Text(str, enum.Enum):
    X = "x"


class Number(enum.IntEnum):
    ONE = 1


class Mixed(enum.Enum):
    ONE = 1


class Access(enum.Flag):
    READ = 1
    WRITE = 2


class Empty(enum.Enum):
    pass


@dataclasses.dataclass
class Inner:
    x: int
    y: str | None = None


@dataclasses.dataclass
class Box(Generic[T]):
    value: T


@dataclasses.dataclass
class Bare:
    items: typing.List


@dataclasses.dataclass
class Spelled:
    a: typing.List[int]
    b: typing.Dict[str, typing.Optional[int]]
    c: typing.Tuple[int, str]
    d: int | None = None
    e: Union[int, str] = 3


@dataclasses.dataclass
class Node:
    value: int
    next: Node | None = None


@dataclasses.dataclass
class Annotation:
    """A dataclass with a docstring."""

    limit: Annotated[int, "metres"] = 3


class Plain:
    pass


class MyInt(int):
    pass


class MyList(list):
    pass


class MyDict(dict):
    pass


class Deep(TypedDict, total=False):
    z: float


class Keys(TypedDict):
    a: int
    b: NotRequired[str]
    c: list[Deep]


class Tree(TypedDict):
    value: int
    children: list[Tree]


class Point(NamedTuple):
    a: int
    b: str = "x"
    c: Color | None = None


def definitions(io: Any) -> SimpleNamespace:
    """Make the classes that contain references."""

    class Sub(io.File):
        format: str = "jsonl"
        extra: int = 3

    class SubWithList(io.Dir):
        tags: list[int] = []

    @dataclasses.dataclass
    class Everything:
        a: int
        inner: Inner
        b: float = 1.5
        c: list[str] = dataclasses.field(default_factory=list)
        d: dict[str, int] = dataclasses.field(default_factory=dict)
        e: Color = Color.RED
        f: io.File | None = None
        g: datetime.datetime = datetime.datetime(2020, 1, 1)
        h: tuple[int, str] = (1, "a")
        i: list[Inner] = dataclasses.field(default_factory=list)
        j: int | str = 3
        k: Any = None
        m: bytes = b"x"
        n: Literal["a", "b"] = "a"

    @dataclasses.dataclass
    class References:
        frame: io.DataFrame
        typed: io.File[str]
        folders: list[io.Dir]
        sub: Sub
        folder: io.Dir[int] | None = None

    class Small(pydantic.BaseModel):
        frame: io.DataFrame
        folders: list[io.Dir[str]] = []
        file: io.File = io.File(path="a/b")

    class Model(pydantic.BaseModel):
        """A model with a docstring."""

        a: int
        b: str | None = None
        c: Color = Color.RED
        f: io.File | None = None
        d: dict[str, list[int]] = {}
        colors: list[Color] = []
        small: Small | None = None

    @dataclasses.dataclass
    class WithModel:
        small: Small
        sub: SubWithList | None = None

    return SimpleNamespace(**locals())


def types(io: Any) -> list[Any]:
    """Every type, in the same order for both io modules."""
    ns = definitions(io)
    simple = [int, float, str, bool, None, type(None), datetime.datetime, datetime.date, datetime.timedelta]
    pickled = [
        *(bytes, datetime.time, decimal.Decimal, uuid.UUID, pathlib.Path, complex, bytearray, object, type, Any),
        *(list, tuple, tuple, set, set[int], frozenset[str], tuple[int, ...], tuple[()], Sequence[int], Iterable[int]),
        *(Callable[[int], int], TypeVar("Q"), NewType("Meters", int), "a string", typing.OrderedDict[str, int]),
        *(typing.Mapping[str, int], Literal["a", "b"], list[Literal["x"]], Optional[Literal["a"]]),
        *(
            Plain,
            list[Plain],
            Optional[Plain],
            Annotated[Plain, "x"],
            set[io.File],
            set[io.DataFrame],
            set[io.Dir[str]],
            MyList,
            type[int],
        ),
    ]
    containers = [
        *(list[int], list[int], list[list[str]], dict, dict, dict[str, int], dict[str, list[int]], dict[int, str]),
        *(dict[str, Any], dict[Any, int], collections.OrderedDict, collections.Counter, MyDict, MyInt, list),
        *(collections.OrderedDict[str, int], collections.defaultdict[str, int], list[dict[str, int | None]]),
    ]
    spelled = [
        *(
            typing.List[int],
            typing.List[typing.List[str]],
            typing.List,
            typing.Dict,
            typing.Dict[str, typing.List[int]],
        ),
        *(typing.Tuple, typing.Tuple[int, str], typing.Tuple[int, typing.List[str]], typing.Tuple[int, ...]),
        *(typing.Set[int], typing.FrozenSet[str], typing.Type[int], typing.DefaultDict[str, int], str),
        *(Optional[typing.List[Optional[int]]], Annotated[Optional[int], 3], Annotated[typing.List[int], 3]),
    ]
    unions = [
        *(Optional[int], Union[int, str, None], int | None, list[int | str], Optional[list[int | None]]),
        *(Optional[Any], Union[int, float, bool, str], Union[ns.Everything, ns.Model], Union[io.File, io.Dir, str]),
    ]
    enums = [Color, Text, Number, Mixed, Access, Empty, Optional[Color], list[Number], Annotated[Color, 1]]
    structured = [
        *(
            Inner,
            ns.Everything,
            ns.References,
            ns.WithModel,
            Bare,
            Spelled,
            Node,
            Annotation,
            Box,
            Box[int],
            list[Box[str]],
        ),
        *(ns.Model, ns.Small, Optional[ns.Everything], list[ns.Model], dict[str, Inner], Annotated[ns.Model, 1]),
        *(tuple[int, str], tuple[int, list[str]], tuple[int], tuple[int, ns.Model], tuple[Inner, io.File]),
        *(Optional[tuple[int, str]], Point, Optional[Point], Keys, Deep, Tree, list[Keys], Annotated[Inner, 1]),
        *(Annotated[Point, 1], Annotated[Keys, 1], Annotated[Box[int], 1], tuple[int, Plain], Struct, ListValue),
    ]
    references = [
        *(io.File, io.File[str], io.Dir, io.Dir[int], io.DataFrame, io.EmptyDir, ns.Sub, ns.SubWithList),
        *(Optional[io.File], list[io.File], dict[str, io.Dir], Optional[io.DataFrame], Optional[ns.Sub]),
        *(Annotated[io.DataFrame, "csv"], Annotated[io.DataFrame, "csv", "parquet"], Annotated[io.File, "x"]),
    ]
    constrained = [
        *(Annotated[int, "x"], Annotated[list[int], 1], Annotated[dict[str, int], 1], Annotated[int | None, 3]),
        Annotated[str, pydantic.Field(pattern="^s3", description="d")],
        Annotated[str | None, pydantic.Field(pattern="a", title="T")],
        Annotated[list[int], pydantic.Field(min_length=2)],
        list[Annotated[int, pydantic.Field(gt=1)]],
        Annotated[int, annotated_types.Gt(3)],
        Annotated[Inner, pydantic.Field(description="x")],
        Annotated[ns.Model, pydantic.Field(description="x", title="y")],
        Annotated[str, pydantic.StringConstraints(min_length=3)],
        Annotated[int | str, pydantic.Field(description="z")],
        Annotated[Plain, pydantic.Field(description="x")],
        Annotated[Color, pydantic.Field(description="x")],
    ]
    return simple + pickled + containers + spelled + unions + enums + structured + references + constrained


def values(io: Any) -> list[tuple[Any, Any]]:
    """Default values and their declared types, in the same order for both io modules."""
    ns = definitions(io)
    utc = datetime.timezone.utc
    minus = datetime.timezone(datetime.timedelta(hours=-7))
    everything = ns.Everything(a=1, inner=Inner(x=2), f=io.File(path="s3://q"), i=[Inner(x=3)])
    wide = {
        "é": "ü",
        "none": None,
        "list": [1] * 20,
        "map": {str(i): i for i in range(20)},
        "float": 1.0,
        "long": "x" * 300,
        "bytes": b"y" * 300,
        "many": list(range(70_000)),
        "big": 2**40,
        "negative": -(2**40),
        "edges": [-1, -32, -33, -128, -129, -40_000, 127, 128, 255, 256, 65_535, 65_536, 2**32, 2**64 - 1],
    }
    primitives = [
        *(
            (1, int),
            (-5, int),
            (2**62, int),
            (2**70, int),
            (True, int),
            (1.5, float),
            (1, float),
            ("x", str),
            ("", str),
        ),
        *(
            (float("inf"), float),
            (True, bool),
            (1, bool),
            (None, int),
            (None, str),
            (None, type(None)),
            (MyInt(3), int),
        ),
        *((datetime.datetime(2020, 1, 1, 3, 4, 5, 678), datetime.datetime), (datetime.date(2020, 1, 1), datetime.date)),
        (datetime.datetime(2020, 1, 1, tzinfo=utc), datetime.datetime),
        (datetime.datetime(2020, 1, 1, tzinfo=minus), datetime.datetime),
        (datetime.datetime(2020, 1, 1, 5), datetime.date),
        (datetime.date(2020, 1, 1), datetime.datetime),
        (datetime.timedelta(days=1, microseconds=3), datetime.timedelta),
        (datetime.timedelta(seconds=-2.5), datetime.timedelta),
        *((MyInt(3), MyInt), (3, MyInt), (1, Annotated[int, "x"])),
    ]
    containers = [
        *(
            ([1, 2], list[int]),
            ([], list[int]),
            ([1, "a"], list[int]),
            ((1, 2), list[int]),
            ([[1], [2]], list[list[int]]),
        ),
        *(([None, 1], list[int | None]), ({"a": 1}, dict[str, int]), ({"a": [1]}, dict[str, list[int]])),
        *(({}, dict[str, int]), ({1: 2}, dict[str, int]), ({1: "a"}, dict[int, str]), ({"x": 1}, dict[str, Any])),
        *(({"a": 1}, dict), ({"a": object()}, dict), ({"a": {"b": [1, 2.5, None, True, b"x"]}}, dict), (wide, dict)),
        *((collections.OrderedDict(a=1), dict[str, int]), (collections.defaultdict(int, a=1), dict)),
        *(
            ([1], Annotated[list[int], "x"]),
            ({"a": 1}, Annotated[dict[str, int], "x"]),
            ({1: 1}, Annotated[dict[int, int], 1]),
        ),
    ]
    unions = [
        *(
            (1, Optional[int]),
            (None, Optional[int]),
            ("a", Union[int, str]),
            (1.5, Union[int, str]),
            (1, Union[float, str]),
        ),
        *((True, Union[int, str]), ([1], Optional[list[int]]), ([1], Union[list[int], list[str]]), (1, int | None)),
        *(({"a": 1}, Optional[dict[str, int]]), (None, Optional[list[int]]), (1, Optional[Any]), ("x", Optional[Any])),
        *((None, Annotated[int | None, 1]), (3, Union[Plain, str]), ([], Union[list[int], list[str]])),
    ]
    enums = [
        *(
            (Color.RED, Color),
            ("RED", Color),
            ("r", Color),
            ("nope", Color),
            (Color.RED, Optional[Color]),
            (Text.X, Text),
        ),
        *(("x", Text), ("X", Text), (Color.RED, Text), (Color.RED, Annotated[Color, 1]), (Number.ONE, Number)),
        *((1, Number), ("ONE", Number), ("a", Literal["a", "b"]), ([Color.BLUE], list[Color])),
    ]
    structured = [
        *(
            (Inner(x=1), Inner),
            (Inner(x=1, y="q"), Optional[Inner]),
            ({"x": 1}, Inner),
            ({"y": "a"}, Inner),
            (3, Inner),
        ),
        *(
            ({"x": 1, "z": 3}, Inner),
            (everything, ns.Everything),
            ([Inner(x=1)], list[Inner]),
            ({"k": Inner(x=1)}, dict[str, Inner]),
        ),
        *((Inner(x=1), Annotated[Inner, 1]), (Box(3), Box[int]), (Box(3), Box), (Node(1, Node(2)), Node)),
        *((ns.Model(a=1), ns.Model), ({"a": 1}, ns.Model), ({"b": 1}, ns.Model), (ns.Model(a=1), Optional[ns.Model])),
        (ns.Model(a=1, c=Color.BLUE, f=io.File(path="a/b"), d={"x": [1]}, colors=[Color.BLUE]), ns.Model),
        (ns.Small(frame=io.DataFrame(uri="s3://x", format="csv"), folders=[io.Dir[str](path="s3://r")]), ns.Small),
        *(((1, "a"), tuple[int, str]), ((1,), tuple[int, str]), ((1, ns.Model(a=1)), tuple[int, ns.Model])),
        *(((Inner(x=1), io.File(path="s3://a")), tuple[Inner, io.File]), ((1, "a"), Optional[tuple[int, str]])),
        *((Point(1), Point), (Point(1, "z", Color.RED), Point), ((1, "z", None), Point), ((1,), Point)),
        *(({"a": 1, "c": []}, Keys), ({"a": 1, "b": "x", "c": [{"z": 1.5}]}, Keys), ({"b": "x"}, Keys), ({}, Deep)),
        ({"value": 1, "children": [{"value": 2, "children": []}]}, Tree),
        *((Struct(), Struct), (ListValue(), ListValue), ("x", Struct)),
    ]
    file, folder, frame = io.File, io.Dir, io.DataFrame
    references = [
        *((file(path="s3://a/b"), file), (file(path="s3://a/b", format="csv", hash="h"), file), ("s3://a", file)),
        *((None, Optional[file]), (file(path="x"), Optional[file]), ([file(path="a")], list[file])),
        *((folder(path="s3://d"), folder), (folder.empty(), folder), (file(path="s3://s"), ns.Sub)),
        *((ns.Sub(path="s3://s"), ns.Sub), (ns.Sub(path="s3://s"), file)),
        *((frame(uri="s3://x"), frame), (frame(uri="s3://x", format="parquet", hash="q"), frame), (frame(), frame)),
        *((frame(uri="s3://x", format="parquet"), Annotated[frame, "csv"]), (frame(uri="s3://x"), Optional[frame])),
        *((frame(uri="/tmp/x"), frame), (3, frame)),
        (ns.References(frame(uri="s3://x"), file[str](path="p"), [folder(path="q")], ns.Sub(path="s")), ns.References),
    ]
    pickled = [
        *(({1, 2}, set), ({1, 2}, set[int]), (frozenset({"a"}), frozenset[str]), ([1], list), ((1, 2), tuple)),
        *(((1, 2), tuple[int, ...]), (b"abc", bytes), (1, Any), ("s", Any), (None, Any), (len, Callable)),
        *((decimal.Decimal("1.5"), decimal.Decimal), (uuid.UUID(int=3), uuid.UUID), (datetime.time(3), datetime.time)),
        *((b"x" * 20_000, bytes), (complex(1, 2), complex)),
    ]
    return primitives + containers + unions + enums + structured + references + pickled
