"""The conversion of one kind of Python type: what plugins subclass, and what the built-in kinds are made of."""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_origin

from .errors import TypeTransformerFailedError, wrong_type

if TYPE_CHECKING:
    from flyteidl2.core.literals_pb2 import Literal
    from flyteidl2.core.types_pb2 import LiteralType

T = TypeVar("T")

ToLiteralType = Callable[[Any], "LiteralType"]
ToLiteral = Callable[[Any, Any, "LiteralType"], "Literal"]


class TypeTransformer(Generic[T]):
    """Base class for the conversion of a Python type to and from Flyte's type system.

    A plugin subclasses it, implements `get_literal_type` and `to_literal`, and hands an instance to
    `TypeEngine.register`.
    """

    def __init__(self, name: str, t: type[T], enable_type_assertions: bool = True) -> None:
        self._name = name
        self._t = t
        self._type_assertions_enabled = enable_type_assertions

    @property
    def name(self) -> str:
        """The name that tags this conversion's variant of a union."""
        return self._name

    @property
    def python_type(self) -> type[T]:
        """The Python type this conversion is registered for."""
        return self._t

    @property
    def type_assertions_enabled(self) -> bool:
        """Whether `assert_type` is to be called before a value is converted."""
        return self._type_assertions_enabled

    def assert_type(self, t: Any, v: Any) -> None:
        """Refuse a value that is not of the declared type; parametrised types are judged by their origin."""
        if isinstance(t, types.GenericAlias):
            origin = get_origin(t)
            if isinstance(origin, type) and not isinstance(v, origin):
                raise _wrong_value(v, origin)
        elif not hasattr(t, "__origin__") and isinstance(t, type) and not isinstance(v, t):
            raise _wrong_value(v, t)

    def get_literal_type(self, t: Any) -> LiteralType:
        """Return the LiteralType of a Python type."""
        raise NotImplementedError(f"{type(self).__name__} does not implement get_literal_type")

    async def to_literal(self, python_val: Any, python_type: Any, expected: LiteralType) -> Literal:
        """Return the Literal of a value of a declared type."""
        raise NotImplementedError(f"{type(self).__name__} does not implement to_literal")

    async def to_python_value(self, lv: Literal, expected_python_type: Any) -> Any:
        """Return the Python value of a Literal: needed only where tasks run."""
        raise NotImplementedError(f"{type(self).__name__} does not implement to_python_value")

    def guess_python_type(self, literal_type: LiteralType) -> Any:
        """Return the Python type of a LiteralType, or raise ValueError."""
        raise ValueError(f"{self.name} cannot guess a Python type from {literal_type}")

    def schema_match(self, schema: dict[str, Any]) -> bool:
        """Say whether a JSON schema describes this conversion's Python type."""
        return False

    def to_html(self, python_val: Any, expected_python_type: Any) -> str:
        """Show a value in a report."""
        return str(python_val)

    def isinstance_generic(self, obj: Any, generic_alias: Any) -> None:
        """Refuse a value that is not of a parametrised type's origin."""
        origin = get_origin(generic_alias)
        if not isinstance(obj, origin):
            raise _wrong_value(obj, origin)

    def __repr__(self) -> str:
        return f"{self._name} Transforms ({self._t}) to Flyte native"


class FunctionTransformer(TypeTransformer[Any]):
    """A built-in kind: two plain functions, python type -> LiteralType and value -> Literal.

    `literal` is the synchronous form of `to_literal`; the engine prefers it.
    """

    def __init__(
        self,
        name: str,
        python_type: Any,
        to_literal_type: ToLiteralType,
        to_literal: ToLiteral,
        *,
        check: Callable[[Any, Any], None] | None = None,
        guess: Callable[[LiteralType], Any] | None = None,
        enable_type_assertions: bool = True,
    ) -> None:
        super().__init__(name, python_type, enable_type_assertions)
        self._to_literal_type = to_literal_type
        self.literal = to_literal
        self._check = check
        self._guess = guess

    def assert_type(self, t: Any, v: Any) -> None:
        (self._check or super().assert_type)(t, v)

    def get_literal_type(self, t: Any = None) -> LiteralType:
        return self._to_literal_type(self._t if t is None else t)

    async def to_literal(self, python_val: Any, python_type: Any, expected: LiteralType | None = None) -> Literal:
        return self.literal(python_val, python_type, expected or self.get_literal_type(python_type))

    async def to_python_value(self, lv: Literal, expected_python_type: Any) -> Any:
        raise NotImplementedError(
            f"a {self.name} is not read back from its Literal: the stand-in describes tasks, it does not run them"
        )

    def guess_python_type(self, literal_type: LiteralType) -> Any:
        return self._guess(literal_type) if self._guess else super().guess_python_type(literal_type)


def _wrong_value(value: Any, expected: type) -> TypeTransformerFailedError:
    return wrong_type(value, expected)
