"""Rows: `File`, `Dir` and `DataFrame` as the pydantic models that they are in the SDK."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import (  # noqa: UP035
    Annotated,
    Any,
    Dict,
    ForwardRef,
    List,
    Literal,
    NewType,
    Optional,
    Tuple,
    TypeVar,
    Union,
)

from tests.conformance.standin.standin_harness import Row

Call = Callable[[Any], Any]

PARAMETERS: list[Any] = [
    *("csv", 3, None, abs, Path, ForwardRef("X"), NewType("N", int), TypeVar("U")),
    *(Any, Optional[int], int | None, Union[int, str], Literal["a", 1], Annotated[int, "x"]),  # noqa: UP007, UP045
    *(list["int"], list[TypeVar("U")], dict[str, Any], tuple[int, ...], Sequence[int]),  # type: ignore[misc]
    *(List, List[int], Dict[str, List[int]], Tuple[()]),  # noqa: UP006
]

REFERENCES = Row("File, Dir, DataFrame")


def of_each(call: Callable[[Any], Any]) -> Call:
    """Return what a call gives for a file, a folder and a data frame."""
    return lambda flyte: [
        call(flyte.io.File(path="s3://b/x.csv", format="csv")),
        call(flyte.io.Dir(path="s3://b/x")),
        call(flyte.io.DataFrame(uri="s3://b/x", hash="h")),
    ]


def fails(call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Return the errors of pydantic, without the address of its documentation."""
    from pydantic import ValidationError

    try:
        return call(*args, **kwargs)
    except ValidationError as error:
        return [error.title, error.errors(include_url=False)]


def in_model(flyte: Any) -> Any:
    from pydantic import BaseModel, TypeAdapter

    class Pair(BaseModel):
        first: flyte.io.File  # type: ignore[name-defined]
        rest: list[flyte.io.Dir] = []  # type: ignore[name-defined]
        typed: flyte.io.File[str] | None = None  # type: ignore[name-defined]
        any_: Any = None

    file = flyte.io.File(path="s3://b/x.csv")
    made = Pair(first=file, rest=[{"path": "s3://b/d"}], typed=flyte.io.File[str](path="y"), any_=file)
    return [
        made.model_dump(exclude={"any_"}),
        made.first is file,
        made.rest,
        Pair.model_json_schema(),
        Pair.model_validate_json(made.model_dump_json()).first,
        TypeAdapter(flyte.io.File).validate_python({"path": "a"}),
    ]


def in_dataclass(flyte: Any) -> Any:
    from mashumaro.codecs.json import JSONDecoder, JSONEncoder

    pair = dataclasses.make_dataclass("Pair", [("first", flyte.io.File), ("second", flyte.io.Dir)])
    made = pair(flyte.io.File(path="s3://b/x"), flyte.io.Dir(path="s3://b/d"))
    text = JSONEncoder(pair).encode(made)
    return [text, JSONDecoder(pair).decode(text) == made, dataclasses.asdict(made)["first"]]


def subclass(flyte: Any) -> Any:
    from pydantic import field_validator

    class Table(flyte.io.File):  # type: ignore[misc,name-defined]
        rows: int = 0
        tags: dict[str, int] | None = None

        @field_validator("rows")
        @classmethod
        def positive(cls, value: int) -> int:
            if value < 0:
                raise ValueError("negative")
            return value

    made = Table(path="s3://b/x", rows="3")
    return [made.model_dump(), made, fails(Table, path="a", rows=-1), list(Table.model_fields)]


def is_model(flyte: Any) -> Any:
    from pydantic import BaseModel

    classes = (flyte.io.File, flyte.io.Dir, flyte.io.DataFrame, flyte.io.File[str])
    return [[issubclass(each, BaseModel) for each in classes], isinstance(flyte.io.File(path="a"), BaseModel)]


def inside(flyte: Any) -> Any:
    """A file where pydantic has to see by itself what it is."""
    from pydantic import BaseModel, RootModel, TypeAdapter

    class Box(BaseModel):
        model_config = {"arbitrary_types_allowed": True}
        content: Any
        base: BaseModel | None = None

    file = flyte.io.File(path="s3://b/x")
    box = Box(content={"a": [file]}, base=file)
    return [
        box.model_dump(),
        box.model_dump_json(),
        RootModel[flyte.io.Dir]({"path": "a"}).root,
        TypeAdapter(Any).dump_json(file),
    ]


def deprecated(flyte: Any) -> Any:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        file = flyte.io.File(path="a")
        return [
            file.dict(),
            file.json(),
            file.copy(),
            flyte.io.File.parse_obj({"path": "b"}),
            sorted(flyte.io.File.schema()),
        ]


REFERENCES.table(
    {
        "they are models": is_model,
        "seen by pydantic": inside,
        "old names": deprecated,
        "set": of_each(lambda value: [setattr(value, "hash", "x"), value.hash, value.model_dump()]),
        "set a name that is no field": lambda flyte: setattr(flyte.io.File(path="a"), "colour", "red"),
        "configuration": lambda flyte: flyte.io.File.model_config.get("arbitrary_types_allowed"),
        "dump": of_each(lambda value: value.model_dump()),
        "dump for JSON": of_each(lambda value: value.model_dump(mode="json", exclude_none=True)),
        "dump of some": of_each(lambda value: value.model_dump(include={"hash"})),
        "dump of others": of_each(lambda value: value.model_dump(exclude={"hash", "format"})),
        "JSON": of_each(lambda value: value.model_dump_json()),
        "JSON, indented": of_each(lambda value: value.model_dump_json(indent=2)),
        "JSON schema": of_each(lambda value: type(value).model_json_schema()),
        "fields": of_each(lambda value: [name for name in type(value).model_fields if name != "hash_method"]),
        "required": of_each(
            lambda value: {
                name: f.is_required() for name, f in type(value).model_fields.items() if name != "hash_method"
            }
        ),
        "as pairs": of_each(lambda value: dict(value)),
        "copy": of_each(lambda value: value.model_copy(update={"hash": "other"})),
        "copied": of_each(lambda value: [copy.copy(value) == value, copy.deepcopy(value) == value]),
        "pickled": of_each(lambda value: pickle.loads(pickle.dumps(value)) == value),
        "validated": of_each(lambda value: type(value).model_validate(value.model_dump()) == value),
        "validated as it is": of_each(lambda value: type(value).model_validate(value) is value),
        "read": of_each(lambda value: type(value).model_validate_json(value.model_dump_json()) == value),
        "read of no JSON": of_each(lambda value: fails(type(value).model_validate_json, "{")),
        "made as it is": lambda flyte: flyte.io.Dir.model_construct(path=3).path,
        "a path that is none": lambda flyte: fails(flyte.io.Dir, path=Path("a"), name="a"),
        "a uri that is none": lambda flyte: fails(flyte.io.DataFrame, uri=3),
        "more than there is": lambda flyte: flyte.io.File(path="a", colour="red").model_dump(),
        "equal": of_each(lambda value: [value == value.model_copy(), value == value.model_copy(update={"hash": "x"})]),
        "typed": lambda flyte: [isinstance(flyte.io.File[str], type), flyte.io.File[str].__name__],
        "typed, a subclass": lambda flyte: issubclass(flyte.io.File[str], flyte.io.File),
        "typed, one and the same": lambda flyte: flyte.io.File[str] is flyte.io.File[str],
        "typed by a variable": lambda flyte: flyte.io.File[__import__("typing").TypeVar("U")].__name__,
        "typed by a generic": lambda flyte: flyte.io.Dir[list[int]].__name__,
        "typed by anything": lambda flyte: [flyte.io.File[each].__name__ for each in PARAMETERS],
        "typed twice": lambda flyte: flyte.io.File[str, int],
        "typed data frame": lambda flyte: flyte.io.DataFrame[str],
        "typed, made": lambda flyte: [
            flyte.io.File[str](path="a"),
            flyte.io.File[str](path="a") == flyte.io.File(path="a"),
        ],
        "typed, pickled": lambda flyte: pickle.loads(pickle.dumps(flyte.io.Dir(path="a"))),
        "in a model": in_model,
        "in a dataclass": in_dataclass,
        "subclass": subclass,
        "of what": lambda flyte: flyte.io.File[str].__pydantic_generic_metadata__["args"],
    }
)
REFERENCES.table(
    {
        "validated of a number": of_each(lambda value: fails(type(value).model_validate, 3)),
        "without a path": lambda flyte: fails(flyte.io.File),
    },
    why="the SDK looks for the path before pydantic does, and fails with whatever happens",
)

ROWS = [REFERENCES]
