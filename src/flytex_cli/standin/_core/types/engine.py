"""`flyte.types.TypeEngine`: the face under which plugins and users meet the conversions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NoReturn, get_args, get_origin

from flytex_cli.standin._core.io.offline import RemoteStorageError

from .convert import find_transformer, literal_of, to_literal_type
from .errors import show, type_name
from .guess import guess_python_type
from .plugins import load_plugins
from .registry import REGISTRY, AnyTransformer
from .transformer import FunctionTransformer, TypeTransformer
from .wrapped import is_named_tuple, is_typed_tuple

if TYPE_CHECKING:
    from collections.abc import Iterable, KeysView

    from flyteidl2.core.interface_pb2 import Variable, VariableEntry, VariableMap
    from flyteidl2.core.literals_pb2 import Literal, LiteralMap
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

    @classmethod
    def named_tuple_to_variable_map(cls, t: Any) -> VariableMap:
        """Return the interface of a NamedTuple's fields, each described by its position."""
        from flyteidl2.core.interface_pb2 import Variable, VariableEntry, VariableMap

        entries = [
            VariableEntry(key=name, value=Variable(type=to_literal_type(each), description=str(position)))
            for position, (name, each) in enumerate(t.__annotations__.items())
        ]
        return VariableMap(variables=entries)

    @classmethod
    async def dict_to_literal_map(cls, d: dict[str, Any], type_hints: dict[str, Any] | None = None) -> LiteralMap:
        """Return the Literals of values by name; a value without a declared type is of its class."""
        from flyteidl2.core.literals_pb2 import LiteralMap

        literals = {}
        for name, value in d.items():
            python_type = (type_hints or {}).get(name, type(value))
            literals[name] = await cls.to_literal(value, python_type, to_literal_type(python_type))
        return LiteralMap(literals=literals)

    @classmethod
    async def literal_map_to_kwargs(
        cls,
        lm: LiteralMap,
        python_types: dict[str, Any] | None = None,
        literal_types: dict[str, Variable] | None = None,
    ) -> dict[str, Any]:
        """Return the values of Literals by name, where the types' conversions can."""
        if python_types is None and literal_types is None:
            raise ValueError("literal_map_to_kwargs needs python_types or literal_types")
        types = python_types or {}
        if literal_types:
            types = {name: guess_python_type(variable.type) for name, variable in literal_types.items()}
        if not types:
            return {}
        if len(lm.literals) > len(types):
            raise ValueError(f"{len(lm.literals)} values are given, {len(types)} are declared")
        return {name: await cls.to_python_value(literal, types[name]) for name, literal in lm.literals.items()}

    @classmethod
    def to_html(cls, python_val: Any, expected_python_type: Any) -> str:
        """Return a value as a report shows it: by a renderer of the annotation, else by the type's conversion."""
        from .renderer import Renderable

        annotated = get_origin(expected_python_type) is Annotated
        wrapped, *annotations = get_args(expected_python_type) if annotated else (expected_python_type,)
        for each in annotations:
            if isinstance(each, Renderable):
                return each.to_html(python_val)
        return find_transformer(expected_python_type).to_html(python_val, wrapped)

    @classmethod
    def to_literal_checks(cls, python_val: Any, python_type: Any, expected: LiteralType) -> None:
        """Refuse a tuple that is not declared as one with the types of its items."""
        if isinstance(python_val, tuple) and not (is_typed_tuple(python_type) or is_named_tuple(python_type)):
            raise AssertionError(f"{show(python_val)} is a tuple, declared as {type_name(python_type)}: name its types")

    @classmethod
    async def unwrap_offloaded_literal(cls, lv: Literal) -> Literal:
        """Return a Literal that is there; one that lies in a store is not fetched."""
        if lv.HasField("offloaded_metadata"):
            raise RemoteStorageError(f"download of {lv.offloaded_metadata.uri}")
        return lv
