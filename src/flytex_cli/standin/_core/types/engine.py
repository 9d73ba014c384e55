"""`flyte.types.TypeEngine`: the face under which plugins and users meet the conversions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from .convert import find_transformer, literal_of, to_literal_type
from .guess import guess_python_type
from .plugins import load_plugins
from .registry import REGISTRY, AnyTransformer
from .transformer import FunctionTransformer, TypeTransformer

if TYPE_CHECKING:
    from collections.abc import Iterable, KeysView

    from flyteidl2.core.interface_pb2 import VariableEntry
    from flyteidl2.core.literals_pb2 import Literal
    from flyteidl2.core.types_pb2 import LiteralType


class RestrictedTypeTransformer(TypeTransformer[Any]):
    """The conversion of a type that may be neither an input nor an output."""

    def get_literal_type(self, t: Any) -> LiteralType:
        self._refuse()

    async def to_literal(self, python_val: Any, python_type: Any, expected: LiteralType) -> Literal:
        self._refuse()

    def _refuse(self) -> NoReturn:
        from flytex_cli.standin._core.errors import RestrictedTypeError

        raise RestrictedTypeError(f"type {self.python_type} may be neither an input nor an output")


class TypeEngine:
    """Register conversions, and convert."""

    _REGISTRY: ClassVar[dict[Any, AnyTransformer]] = REGISTRY.by_type

    @classmethod
    def register(cls, transformer: AnyTransformer, additional_types: list[Any] | None = None) -> None:
        """Make a conversion known for its type and for others; each type has one."""
        REGISTRY.add_type(transformer, *(additional_types or []))

    @classmethod
    def register_additional_type(
        cls, transformer: AnyTransformer, additional_type: Any, override: bool = False
    ) -> None:
        """Make a conversion known for one more type; a known one stays unless `override` is set."""
        if override or additional_type not in REGISTRY.by_type:
            REGISTRY.by_type[additional_type] = transformer

    @classmethod
    def register_restricted_type(cls, name: str, type: Any) -> None:
        """Forbid a type as input and output."""
        cls.register(RestrictedTypeTransformer(name, type))

    @classmethod
    def get_transformer(cls, python_type: Any) -> AnyTransformer:
        """Return the conversion of a type."""
        return find_transformer(python_type)

    @classmethod
    def get_available_transformers(cls) -> KeysView[Any]:
        """Return the types that have a conversion of their own."""
        return REGISTRY.by_type.keys()

    @classmethod
    def lazy_import_transformers(cls) -> None:
        """Load the installed type plugins."""
        load_plugins()

    @classmethod
    def to_literal_type(cls, python_type: Any) -> LiteralType:
        """Return the LiteralType of a Python type."""
        return to_literal_type(python_type)

    @classmethod
    async def to_literal(cls, python_val: Any, python_type: Any, expected: LiteralType) -> Literal:
        """Return the Literal of a value of a declared type."""
        transformer = find_transformer(python_type)
        if transformer.type_assertions_enabled:
            transformer.assert_type(python_type, python_val)
        if isinstance(transformer, FunctionTransformer):
            return literal_of(transformer, python_val, python_type, expected)
        return await transformer.to_literal(python_val, python_type, expected)

    @classmethod
    async def to_python_value(cls, lv: Literal, expected_python_type: Any) -> Any:
        """Return the Python value of a Literal, where the type's conversion can: a task's run needs the SDK."""
        return await find_transformer(expected_python_type).to_python_value(lv, expected_python_type)

    @classmethod
    def guess_python_type(cls, flyte_type: LiteralType) -> Any:
        """Return a Python type for a LiteralType."""
        return guess_python_type(flyte_type)

    @classmethod
    def guess_python_types(cls, flyte_variable_list: Iterable[VariableEntry]) -> dict[str, Any]:
        """Return a Python type for each variable of an interface."""
        return {entry.key: guess_python_type(entry.value.type) for entry in flyte_variable_list}
