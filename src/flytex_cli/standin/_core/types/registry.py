"""Which conversion a Python type has: by its shape, by its class or the class's name, or by a fallback.

The order is the SDK's (2.12.1 `TypeEngine.get_transformer`): the type itself, then each class of its MRO, then
what is left. An `Annotated` type is what it wraps, unless a TypeTransformer stands among its annotations.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable
from typing import Annotated, Any, get_args, get_origin

from .transformer import TypeTransformer

Predicate = Callable[[Any], bool]
AnyTransformer = TypeTransformer[Any]


class Registry:
    """All conversions known in this process."""

    def __init__(self) -> None:
        self.by_type: dict[Any, AnyTransformer] = {}
        self._by_name: dict[str, Callable[[], AnyTransformer]] = {}
        self._by_shape: list[tuple[Predicate, AnyTransformer]] = []
        self._fallbacks: list[tuple[Predicate, AnyTransformer]] = []

    def add_type(self, transformer: AnyTransformer, *python_types: Any) -> None:
        """Register a conversion for classes or, for one exact parametrised type, its alias."""
        for python_type in (transformer.python_type, *python_types):
            known = self.by_type.get(python_type)
            if known is not None:
                raise ValueError(
                    f"type {python_type} already has the conversion {known.name!r}, it cannot get {transformer.name!r}"
                )
            self.by_type[python_type] = transformer

    def add_name(self, qualified_name: str, load: Callable[[], AnyTransformer]) -> None:
        """Register a conversion for a class of a package that is not to be imported for it."""
        self._by_name[qualified_name] = load

    def add_shape(self, matches: Predicate, transformer: AnyTransformer) -> None:
        """Register a conversion for types told by how they are built; shapes go before classes."""
        self._by_shape.append((matches, transformer))

    def add_fallback(self, matches: Predicate, transformer: AnyTransformer) -> None:
        """Register a conversion for types that nothing else claims, in the order of registration."""
        self._fallbacks.append((matches, transformer))

    def all(self) -> list[AnyTransformer]:
        """Return every conversion that is told by a class, those of classes not seen yet included."""
        return [*self.by_type.values(), *(load() for load in self._by_name.values())]

    def find(self, python_type: Any) -> AnyTransformer:
        """Return the conversion of a type; the last fallback takes everything."""
        found = self._direct(python_type)
        if found is not None:
            return found
        # `collections.OrderedDict[str, int]` lends out its origin's MRO; `typing.OrderedDict[str, int]` does not.
        if hasattr(python_type, "__mro__"):
            for parent in inspect.getmro(python_type):
                found = self._direct(parent)
                if found is not None:
                    return found
        return next(transformer for matches, transformer in self._fallbacks if matches(python_type))

    def _direct(self, python_type: Any) -> AnyTransformer | None:
        if get_origin(python_type) is Annotated:
            wrapped, *annotations = get_args(python_type)
            explicit = (a for a in annotations if isinstance(a, TypeTransformer))
            return next(explicit, None) or self.find(wrapped)
        for matches, transformer in self._by_shape:
            if matches(python_type):
                return transformer
        if hasattr(python_type, "__origin__"):
            found = self._of_class(python_type) or self._of_class(python_type.__origin__)
            if found is not None:
                return found
        if python_type is list:
            return None  # SDK 2.12.1: a bare list is pickled, where `list[X]` is a collection
        if isinstance(python_type, types.UnionType):
            return self.by_type[types.UnionType]
        return self._of_class(python_type)

    def _of_class(self, python_type: Any) -> AnyTransformer | None:
        try:
            found = self.by_type.get(python_type)
        except TypeError:  # an unhashable alias, such as one parametrised with a dict
            return None
        if found is None and isinstance(python_type, type):
            load = self._by_name.get(f"{python_type.__module__}.{python_type.__qualname__}")
            return None if load is None else load()
        return found


REGISTRY = Registry()
