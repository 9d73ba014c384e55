"""Types that a user teaches Flyte, protobuf messages, and plain classes."""

import flyte
from flyte.types import TypeEngine, TypeTransformer
from flyteidl2.core import literals_pb2, types_pb2
from google.protobuf import duration_pb2, struct_pb2, timestamp_pb2

env = flyte.TaskEnvironment("own-types")


class Money:
    def __init__(self, cents: int) -> None:
        self.cents = cents


class MoneyTransformer(TypeTransformer[Money]):
    def __init__(self) -> None:
        super().__init__("money", Money)

    def get_literal_type(self, t: type) -> types_pb2.LiteralType:
        return types_pb2.LiteralType(simple=types_pb2.SimpleType.INTEGER, metadata=struct_pb2.Struct())

    async def to_literal(self, python_val, python_type, expected) -> literals_pb2.Literal:
        return literals_pb2.Literal(
            scalar=literals_pb2.Scalar(primitive=literals_pb2.Primitive(integer=python_val.cents))
        )

    async def to_python_value(self, lv, expected_python_type) -> Money:
        return Money(lv.scalar.primitive.integer)


TypeEngine.register(MoneyTransformer())


class Plain:
    pass


@env.task
async def money(price: Money, prices: list[Money], last: Money | None = None) -> dict[str, Money]: ...


@env.task
async def default(price: Money = Money(5)) -> Money: ...


@env.task
async def plain(a: Plain, b: list[Plain], c: Plain | None = None) -> Plain: ...


@env.task
async def messages(a: timestamp_pb2.Timestamp, b: duration_pb2.Duration, c: struct_pb2.Struct) -> types_pb2.LiteralType: ...
