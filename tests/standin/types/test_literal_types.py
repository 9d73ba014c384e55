"""Python types as the `LiteralType` of an interface: each row is a type and the whole message, as protobuf JSON."""

# ruff: noqa: UP007, UP045  (the spelling of a union is what is tested)
from __future__ import annotations

import dataclasses
import datetime
import enum
from typing import Annotated, Any, Generic, NamedTuple, Optional, TypeVar, Union

import pytest
from google.protobuf.json_format import MessageToDict
from google.protobuf.struct_pb2 import Struct

from flytex_cli.standin.io import DataFrame, Dir, File
from flytex_cli.standin.types import to_literal_type
from tests.harness import stable_id

T = TypeVar("T")

MSGPACK = {"annotations": {"cache-key-metadata": {"serialization-format": "msgpack"}}}


class Color(enum.Enum):
    RED = "r"
    BLUE = "b"


class Level(enum.IntEnum):
    LOW = 1


LiteralEnum = enum.Enum("LiteralEnum", {"A": "a", "B": "b"})


class Plain:
    pass


@dataclasses.dataclass
class Inner:
    x: int


@dataclasses.dataclass
class Outer:
    inner: Inner
    color: Color = Color.RED
    file: File | None = None


@dataclasses.dataclass
class Box(Generic[T]):
    value: T


def simple(name: str) -> dict[str, Any]:
    return {"simple": name}


def tagged(literal_type: dict[str, Any], tag: str) -> dict[str, Any]:
    return literal_type | {"structure": {"tag": tag}}


def union(*variants: dict[str, Any]) -> dict[str, Any]:
    return {"unionType": {"variants": list(variants)}}


def pickled(name: str) -> dict[str, Any]:
    forms = union(tagged({"blob": {"format": "PythonPickle"}}, "FlytePickle"), tagged(simple("BINARY"), "FlytePickle"))
    return forms | {"metadata": {"python_class_name": name}}


def dataclass_schema(title: str, properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    closed = {"type": "object", "additionalProperties": False}
    return {"title": title, "properties": properties, "required": required} | closed


def struct(schema: dict[str, Any], tag: str) -> dict[str, Any]:
    return tagged({"simple": "STRUCT", "metadata": schema, "annotation": MSGPACK}, tag)


INNER_SCHEMA = dataclass_schema("Inner", {"x": {"type": "integer"}}, ["x"])
NULLABLE_TEXT = {"anyOf": [{"type": "string"}, {"type": "null"}]}
FILE_SCHEMA = {
    "title": "File",
    "description": "A file reference with an optional format type.",
    "type": "object",
    "properties": {
        "path": {"type": "string", "title": "Path"},
        "name": NULLABLE_TEXT | {"title": "Name", "default": None},
        "format": {"type": "string", "title": "Format", "default": ""},
        "hash": NULLABLE_TEXT | {"title": "Hash", "default": None},
    },
    "required": ["path"],
}
OUTER_SCHEMA = dataclass_schema(
    "Outer",
    {
        "inner": INNER_SCHEMA,
        "color": {"enum": ["r", "b"], "default": "r"},
        "file": {"anyOf": [FILE_SCHEMA, {"type": "null"}], "default": None},
    },
    ["inner"],
)

TYPES = [
    (int, simple("INTEGER")),
    (float, simple("FLOAT")),
    (str, simple("STRING")),
    (bool, simple("BOOLEAN")),
    (datetime.datetime, simple("DATETIME")),
    (datetime.date, simple("DATETIME")),
    (datetime.timedelta, simple("DURATION")),
    (None, simple("NONE")),
    (Annotated[int, "metres"], simple("INTEGER")),
    (list[int], {"collectionType": simple("INTEGER")}),
    (dict[str, list[bool]], {"mapValueType": {"collectionType": simple("BOOLEAN")}}),
    (dict, {"simple": "STRUCT", "annotation": MSGPACK}),
    (dict[int, str], {"simple": "STRUCT", "annotation": MSGPACK}),
    (Optional[int], union(tagged(simple("INTEGER"), "int"), tagged(simple("NONE"), "none"))),
    (
        Union[str, list[int], File],
        union(
            tagged(simple("STRING"), "str"),
            tagged({"collectionType": simple("INTEGER")}, "Typed List"),
            tagged({"blob": {}}, "File"),
        ),
    ),
    (Color, {"enumType": {"values": ["RED", "BLUE"]}}),
    (Level, {"enumType": {"values": ["LOW"]}}),
    (LiteralEnum, {"enumType": {"values": ["a", "b"]}}),
    (Optional[Color], union(
        tagged({"enumType": {"values": ["RED", "BLUE"]}}, "DefaultEnumTransformer"), tagged(simple("NONE"), "none")
    )),
    (Inner, struct(INNER_SCHEMA, "Object-Dataclass-Transformer")),
    (Outer, struct(OUTER_SCHEMA, "Object-Dataclass-Transformer")),
    (Box[int], struct(
        dataclass_schema("Box", {"value": {"type": "integer"}}, ["value"]), "Object-Dataclass-Transformer"
    )),
    (Struct, {"simple": "STRUCT", "metadata": {"pb_type": "google.protobuf.struct_pb2.Struct"}}),
    (File, {"blob": {}}),
    (File[str], {"blob": {}}),
    (Dir, {"blob": {"dimensionality": "MULTIPART"}}),
    (DataFrame, {"structuredDatasetType": {}}),
    (Annotated[DataFrame, {"a": int, "b": {"c": str}}, "csv"], {"structuredDatasetType": {
        "format": "csv",
        "columns": [
            {"name": "a", "literalType": simple("INTEGER")}, {"name": "b.c", "literalType": simple("STRING")}
        ],
    }}),
    (bytes, pickled("<class 'bytes'>")),
    (list, pickled("<class 'list'>")),
    (set[File], pickled("set[flyte.io._file.File]")),
    (tuple[int, ...], pickled("tuple[int, ...]")),
    (Annotated[bytes, Plain()], pickled(f"typing.Annotated[bytes, <{__name__}.Plain object>]")),
]  # fmt: skip


@pytest.mark.parametrize(("python_type", "expected"), TYPES, ids=stable_id)
def test_type_has_this_message(python_type: Any, expected: dict[str, Any]) -> None:
    """The message of a type, whole."""
    assert MessageToDict(to_literal_type(python_type)) == expected


class Point(NamedTuple):
    a: int
    b: str


@pytest.mark.parametrize(
    ("python_type", "title", "properties"),
    [
        (tuple[int, str], "TupleWrapper_tuple", {"item_0": "integer", "item_1": "string"}),
        (Point, "NamedTupleWrapper_Point", {"a": "integer", "b": "string"}),
    ],
)
def test_tuple_travels_as_a_model_of_its_items(python_type: Any, title: str, properties: dict[str, str]) -> None:
    """As one input, a tuple is a struct with the schema of a model made for it."""
    message = MessageToDict(to_literal_type(python_type))
    assert message["structure"] == {"tag": "Pydantic Transformer"}
    schema = message["metadata"]
    assert schema["title"] == title
    assert {name: prop["type"] for name, prop in schema["properties"].items()} == properties
    assert schema["required"] == list(properties)


def test_model_with_references_has_their_definitions() -> None:
    """In a pydantic model a File is a definition of its own, marked for Flyte."""
    import pydantic

    class Model(pydantic.BaseModel):
        color: Color
        file: File = File(path="a/b.csv")

    schema = MessageToDict(to_literal_type(Model))["metadata"]
    assert schema["$defs"]["File"] == FILE_SCHEMA | {"x-flyte-type": "file"}
    assert schema["$defs"]["Color"]["enum"] == ["RED", "BLUE"]
    default = {"path": "a/b.csv", "name": "b.csv", "format": "", "hash": None}
    assert schema["properties"]["file"] == {"$ref": "#/$defs/File", "default": default}


def test_constraints_of_pydantic_enter_the_metadata() -> None:
    """What `Field` says about a parameter is in the type's metadata; in a union, each variant has its own."""
    import pydantic

    field = pydantic.Field(pattern="^s3://", description="bucket")
    assert MessageToDict(to_literal_type(Annotated[str, field])) == {
        "simple": "STRING",
        "metadata": {"pattern": "^s3://", "description": "bucket"},
    }
    optional = MessageToDict(to_literal_type(Annotated[str | None, field]))
    assert optional["metadata"] == {"description": "bucket"}
    assert [v.get("metadata") for v in optional["unionType"]["variants"]] == [{"pattern": "^s3://"}, None]
