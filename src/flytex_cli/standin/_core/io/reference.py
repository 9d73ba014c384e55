"""What `File`, `Dir` and `DataFrame` share: values with a few declared fields that point to data.

In the SDK they are pydantic models. Here they are classes of their own that behave as such: they give pydantic the very
same schema when a user's model contains one, and hand what only a model has to a model of the same fields. Once
pydantic is imported, they are subclasses of its `BaseModel`; a module that only names `File` needs no pydantic, and on
Python 3.11 and later does not import it. They are mashumaro's SerializableType in both, which makes them fields of
dataclasses.
"""

from __future__ import annotations

import functools
import inspect
import json
import sys
from abc import ABCMeta
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from mashumaro.types import SerializableType

from flytex_cli.standin._core.common.when_imported import when_imported

from .parametrized import parametrized_name
from .schema import REQUIRED, core_schema, mirror, reference_schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

R = TypeVar("R", bound="Reference")

_TEXT: dict[str, Any] = {"str": str, "str | None": (str, type(None))}


_OF_AN_OBJECT = frozenset({"__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__"})


_OF_A_CLASS = frozenset({"model_config", "model_fields", "model_computed_fields", "__fields__", "__signature__"})


def _generic_metadata(cls: Any) -> dict[str, Any]:
    return {"origin": cls._origin, "args": cls._args, "parameters": getattr(cls, "__parameters__", ())}


def _of_a_model(name: str) -> bool:
    return name.startswith(("model_", "__pydantic_")) or name == "__fields__"


class ReferenceMeta(ABCMeta):
    """Hands what only the class of a model has to the model of the same fields, which is made then."""

    # As pydantic has them; those of ABCMeta fail for `list[int]`, which is a type in Python 3.10.
    __instancecheck__ = type.__instancecheck__
    __subclasscheck__ = type.__subclasscheck__

    def __getattr__(cls, name: str) -> Any:
        if not _of_a_model(name) or not cls._defaults:
            raise AttributeError(f"type object {cls.__name__!r} has no attribute {name!r}")
        if name == "__pydantic_generic_metadata__":
            return _generic_metadata(cls)
        return getattr(mirror(cls), name)


class _Layout:
    """Has the slots of pydantic's BaseModel, so that Python lets that class take this one's place."""

    __slots__ = ("__dict__", *_OF_AN_OBJECT)


def _layout() -> type:
    """Return a class whose place BaseModel can take: in Python 3.10 only one that is made of it, if it is installed."""
    if sys.version_info >= (3, 11) or PathFinder.find_spec("pydantic") is None:
        return _Layout
    try:
        from pydantic import BaseModel
    except ImportError:  # a module of the user's of that name, or half an installation
        return _Layout

    class Layout(BaseModel):
        __slots__ = ()
        model_config = {"defer_build": True}  # or pydantic looks for its plugins, in every folder

    Layout.__class__ = ABCMeta  # type: ignore[assignment]  # which ReferenceMeta is one of
    return Layout


class Reference(SerializableType, _layout(), metaclass=ReferenceMeta):  # type: ignore[misc]  # mashumaro is untyped here
    """A value with fields: the public annotations of the class and its bases, with the class attributes as defaults.

    Unknown arguments are ignored, as pydantic ignores them.
    """

    _defaults: ClassVar[dict[str, Any]] = {}
    _hints: ClassVar[dict[str, Any]] = {}
    _hidden: ClassVar[frozenset[str]] = frozenset()
    _written: ClassVar[tuple[str, ...]] = ()
    _validators: ClassVar[dict[str, Any]] = {}
    _origin: ClassVar[Any] = None
    _args: ClassVar[tuple[Any, ...]] = ()
    _flyte_type: ClassVar[str] = ""
    _description: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        hints = {name: hint for name, hint in _annotations(cls).items() if _is_field(name, hint)}
        cls._hints = cls._hints | hints
        cls._defaults = cls._defaults | {name: cls.__dict__.get(name, REQUIRED) for name in hints}
        validators = {name: value for name, value in vars(cls).items() if _is_validator(value)}
        cls._validators = cls._validators | validators
        for name in {*hints, *validators} & vars(cls).keys():
            delattr(cls, name)

    def __class_getitem__(cls, params: Any) -> Any:
        """Return the class for a parameter: a subclass, as of any generic model."""
        given = params if isinstance(params, tuple) else (params,)
        wanted = getattr(cls, "__parameters__", ())
        if len(given) > len(wanted):
            raise TypeError(f"{cls.__name__} takes {len(wanted) or 'no'} parameter, got {params!r}")
        if given == wanted:
            return cls
        try:
            return _parametrized(cls, given)
        except TypeError:  # a parameter without a hash
            return _parametrized.__wrapped__(cls, given)

    def __init__(self, **values: Any) -> None:
        fields = self._plain_fields(values)
        if fields is None:
            model = mirror(type(self))(**values)
            fields = {name: getattr(model, name) for name in self._shown_fields()}
        self.__dict__.update(fields)
        self.__dict__.update({name: values.get(name, self._defaults[name]) for name in self._hidden})
        after = getattr(type(self), "model_post_init", None) if "model_post_init" in _own(type(self)) else None
        if after is not None:
            after(self, None)

    @classmethod
    def _shown_fields(cls) -> Iterator[str]:
        return (name for name in cls._defaults if name not in cls._hidden)

    @classmethod
    def _plain_fields(cls, values: dict[str, Any]) -> dict[str, Any] | None:
        """Return the fields where all are texts; None where pydantic has to look at them, or to refuse them."""
        fields = {}
        for name in cls._shown_fields():
            value = values.get(name, cls._defaults[name])
            if cls._validators or not isinstance(value, _TEXT.get(cls._hints[name], ())):
                return None
            fields[name] = value
        return fields

    def _as_model(self) -> Any:
        return mirror(type(self)).model_construct(**{name: getattr(self, name) for name in self._defaults})

    def model_dump(self, **options: Any) -> dict[str, Any]:
        """Return the fields as a dict."""
        if not options:
            return {name: _dumped(getattr(self, name)) for name in self._written or self._shown_fields()}
        dumped: dict[str, Any] = self._as_model().model_dump(**options)
        return dumped

    def model_dump_json(self, **options: Any) -> str:
        """Return the fields as JSON."""
        return str(self._as_model().model_dump_json(**options))

    @classmethod
    def model_validate(cls: type[R], obj: Any, **options: Any) -> R:
        """Make a value of a dict."""
        if isinstance(obj, cls):
            return obj
        return cls(**(obj if isinstance(obj, dict) else _fields_of(mirror(cls).model_validate(obj, **options))))

    @classmethod
    def model_validate_json(cls: type[R], json_data: str | bytes | bytearray, **options: Any) -> R:
        """Make a value of JSON."""
        try:
            return cls.model_validate(json.loads(json_data))
        except json.JSONDecodeError:
            return cls(**_fields_of(mirror(cls).model_validate_json(json_data, **options)))  # refuses, in its words

    @classmethod
    def model_construct(cls: type[R], _fields_set: set[str] | None = None, **values: Any) -> R:
        """Make a value without a look at the fields."""
        made = cls.__new__(cls)
        made.__dict__.update({name: values.get(name, default) for name, default in cls._defaults.items()})
        return made

    def model_copy(self: R, *, update: dict[str, Any] | None = None, deep: bool = False) -> R:
        """Return a copy with some fields changed."""
        import copy

        copied = copy.deepcopy(self) if deep else copy.copy(self)
        copied.__dict__.update(update or {})
        return copied

    @property
    def model_fields_set(self) -> set[str]:
        """The fields that are not as they are by default."""
        return {name for name in self._shown_fields() if getattr(self, name) != self._defaults[name]}

    @classmethod
    def model_json_schema(cls, **options: Any) -> dict[str, Any]:
        """Return the JSON schema of the fields."""
        if not options:
            return reference_schema(cls)
        schema: dict[str, Any] = mirror(cls).model_json_schema(**options)
        return schema

    @classmethod
    def schema_match(cls, incoming: Any) -> bool:
        """Say whether a JSON schema describes this class."""
        schema = cls.model_json_schema()
        return isinstance(incoming, dict) and all(
            incoming.get(key) == schema.get(key) for key in ("title", "type", "required")
        )

    def _serialize(self) -> dict[str, Any]:
        return self.model_dump()

    @classmethod
    def _deserialize(cls: type[R], value: Any) -> R:
        return cls.model_validate(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        return core_schema(cls, source, handler)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("model_") or name in _OF_AN_OBJECT:
            return getattr(self._as_model(), name)
        if _of_a_model(name):
            return getattr(type(self), name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __reduce__(self) -> tuple[Any, ...]:
        cls = type(self)
        return _rebuilt, (cls._origin or cls, cls._args, self.__dict__)

    def __copy__(self: R) -> R:
        return _rebuilt(type(self), (), self.__dict__)  # type: ignore[no-any-return]

    def __deepcopy__(self: R, memo: dict[int, Any] | None = None) -> R:
        import copy

        return _rebuilt(type(self), (), copy.deepcopy(self.__dict__, memo))  # type: ignore[no-any-return]

    def __setattr__(self, name: str, value: Any) -> None:
        if not name.startswith("_") and name not in self._defaults:
            raise ValueError(f'"{type(self).__name__}" object has no field "{name}"')
        object.__setattr__(self, name, value)

    __delattr__ = object.__delattr__
    __get_pydantic_json_schema__: ClassVar[Any] = None  # nor does it change the schema

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return ((name, getattr(self, name)) for name in self._defaults)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Reference):
            return NotImplemented
        same = (type(self)._origin or type(self)) is (type(other)._origin or type(other))
        return same and vars(other) == vars(self)

    __hash__ = None  # type: ignore[assignment]  # mutable, as in the SDK

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(self._shown())})"

    def __str__(self) -> str:
        return " ".join(self._shown())

    def _shown(self) -> list[str]:
        return [f"{name}={getattr(self, name)!r}" for name in self._defaults]


class _OfTheModel:
    """An attribute of the class that is its model's."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, instance: Any, owner: type) -> Any:
        if self._name == "__pydantic_generic_metadata__":
            return _generic_metadata(owner)
        return getattr(mirror(owner), self._name)


def _become_models(pydantic: ModuleType) -> None:
    """Make the classes subclasses of `BaseModel`; what that knows of itself, they know of their models."""
    base = pydantic.BaseModel
    try:
        Reference.__bases__ = (SerializableType, base)
    except TypeError:  # slots of another release of pydantic: they only look like models
        return
    kept = {*vars(Reference), *_OF_AN_OBJECT}
    for name in vars(base):
        if name not in kept and (name.startswith("__pydantic_") or name in _OF_A_CLASS):
            setattr(Reference, name, _OfTheModel(name))


when_imported("pydantic.main", _become_models)


@functools.cache
def _parametrized(cls: Any, args: tuple[Any, ...]) -> Any:
    name = parametrized_name(cls.__name__, args)
    names = {"__module__": cls.__module__, "__qualname__": name, "__doc__": cls.__doc__}
    return type(cls)(name, (cls,), {**names, "_origin": cls, "_args": args})


def _rebuilt(origin: Any, args: tuple[Any, ...], fields: dict[str, Any]) -> Any:
    cls = origin[args] if args else origin
    made = cls.__new__(cls)
    made.__dict__.update(fields)
    return made


def _fields_of(model: Any) -> dict[str, Any]:
    return {name: getattr(model, name) for name in type(model).model_fields}


def _dumped(value: Any) -> Any:
    return value.model_dump() if hasattr(value, "model_dump") else value


def _own(cls: type) -> set[str]:
    """Return the names that a user's subclasses define."""
    parents = (each for each in cls.__mro__ if each.__module__.partition(".")[0] not in ("flytex_cli", "pydantic"))
    return {name for parent in parents for name in vars(parent)}


def _is_field(name: str, hint: Any) -> bool:
    return not name.startswith("_") and name != "model_config" and "ClassVar" not in str(hint)


def _is_validator(value: Any) -> bool:
    return type(value).__name__ == "PydanticDescriptorProxy"


def _annotations(cls: type) -> dict[str, Any]:
    """Return a class's own annotations; names that do not exist at run time are no obstacle."""
    if sys.version_info >= (3, 14):
        import annotationlib

        return annotationlib.get_annotations(cls, format=annotationlib.Format.FORWARDREF)
    return inspect.get_annotations(cls)
