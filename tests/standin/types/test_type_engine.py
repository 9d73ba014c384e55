"""`flyte.types` as plugins use it: they subclass TypeTransformer and register with TypeEngine."""

# ruff: noqa: UP045  (the spelling of a union is what is tested)
from __future__ import annotations

import asyncio
import enum
from collections.abc import Iterator
from typing import Annotated, Any, Optional

import pytest
from flyteidl2.core.literals_pb2 import Literal, Primitive, Scalar
from flyteidl2.core.types_pb2 import LiteralType, SimpleType

from flytex_cli.standin._core.types.registry import REGISTRY
from flytex_cli.standin.io import DataFrame, Dir, File
from flytex_cli.standin.types import FlytePickle, TypeEngine, TypeTransformer, to_literal, to_literal_type


class Money:
    def __init__(self, cents: int) -> None:
        self.cents = cents


class Coin(Money):
    pass


class MoneyTransformer(TypeTransformer[Money]):
    def __init__(self) -> None:
        super().__init__("Money", Money)

    def get_literal_type(self, t: Any) -> LiteralType:
        return LiteralType(simple=SimpleType.INTEGER)

    async def to_literal(self, python_val: Money, python_type: Any, expected: LiteralType) -> Literal:
        return Literal(scalar=Scalar(primitive=Primitive(integer=python_val.cents)))


@pytest.fixture(autouse=True)
def registry() -> Iterator[None]:
    """Forget what a test registers."""
    known = dict(REGISTRY.by_type)
    yield
    REGISTRY.by_type.clear()
    REGISTRY.by_type.update(known)


def test_registered_type_is_converted_by_its_plugin() -> None:
    """Also in containers, in unions under its name, and for subclasses."""
    TypeEngine.register(MoneyTransformer())
    assert to_literal_type(Money).simple == SimpleType.INTEGER
    assert to_literal_type(Coin).simple == SimpleType.INTEGER
    assert to_literal_type(list[Money]).collection_type.simple == SimpleType.INTEGER
    assert to_literal_type(Optional[Money]).union_type.variants[0].structure.tag == "Money"
    assert to_literal([Money(5)], list[Money]).collection.literals[0].scalar.primitive.integer == 5


def test_transformer_in_an_annotation_goes_first() -> None:
    """`Annotated[int, transformer]` uses that transformer for this one parameter."""
    assert TypeEngine.get_transformer(Annotated[int, MoneyTransformer()]).name == "Money"


def test_a_type_has_one_conversion() -> None:
    """A second registration is refused by name; an additional type replaces only when it says so."""
    TypeEngine.register(MoneyTransformer(), additional_types=[bytes])
    with pytest.raises(ValueError, match="already has the conversion 'Money'"):
        TypeEngine.register(MoneyTransformer())
    TypeEngine.register_additional_type(TypeEngine.get_transformer(int), bytes)
    assert TypeEngine.get_transformer(bytes).name == "Money"
    TypeEngine.register_additional_type(TypeEngine.get_transformer(int), bytes, override=True)
    assert TypeEngine.get_transformer(bytes).name == "int"


def test_engine_converts_asynchronously() -> None:
    """`TypeEngine.to_literal` is awaited, as in the SDK."""
    literal = asyncio.run(TypeEngine.to_literal([1], list[int], to_literal_type(list[int])))
    assert literal == to_literal([1], list[int])


@pytest.mark.parametrize(
    "python_type", [int, float, str, bool, list[int], dict[str, str], dict, File, Dir, DataFrame, list[File | None]]
)
def test_type_can_be_guessed_back(python_type: Any) -> None:
    """A LiteralType leads back to the type that made it."""
    assert TypeEngine.guess_python_type(to_literal_type(python_type)) == python_type


def test_guess_of_an_enum_and_of_a_pickle() -> None:
    """An enum comes back as one of the same names, anything pickled as FlytePickle."""
    color = enum.Enum("Color", {"RED": "r"})
    assert [member.name for member in TypeEngine.guess_python_type(to_literal_type(color))] == ["RED"]
    assert TypeEngine.guess_python_type(to_literal_type(bytes).union_type.variants[1]) is FlytePickle
    with pytest.raises(ValueError, match="no Python type is known"):
        TypeEngine.guess_python_type(LiteralType(simple=SimpleType.ERROR))


def test_names_that_plugins_import() -> None:
    """The SDK's private modules of these names exist with what official plugins take from them."""
    from flytex_cli.standin.io._dataframe.dataframe import PARQUET, DataFrameDecoder, DataFrameTransformerEngine
    from flytex_cli.standin.io._dir import DirTransformer
    from flytex_cli.standin.io._file import FileTransformer
    from flytex_cli.standin.types._type_engine import CACHE_KEY_METADATA, MESSAGEPACK, SERIALIZATION_FORMAT

    assert (MESSAGEPACK, CACHE_KEY_METADATA, SERIALIZATION_FORMAT) == (
        "msgpack",
        "cache-key-metadata",
        "serialization-format",
    )
    assert (FileTransformer().name, DirTransformer().name, DataFrameTransformerEngine().name) == (
        "File",
        "Dir",
        "DataFrame Transformer",
    )
    assert PARQUET == "parquet"
    assert DataFrameDecoder.__abstractmethods__ == {"decode"}
