"""What `File`, `Dir` and `DataFrame` share: values with a few declared fields that point to data.

In the SDK they are pydantic models. Here they are plain classes that look like it and give pydantic, when a user's
model contains one, the very same schema; so a module that only names `File` needs no pydantic. They are mashumaro's
SerializableType in both, which makes them fields of dataclasses.
"""

from __future__ import annotations

import inspect
import json
import sys
from typing import Any, ClassVar, TypeVar

from mashumaro.types import SerializableType

from .schema import REQUIRED, core_schema, reference_schema

R = TypeVar("R", bound="Reference")

_TEXT: dict[str, Any] = {"str": str, "str | None": (str, type(None))}


class Reference(SerializableType):  # type: ignore[misc]  # mashumaro is untyped here
    """A value with fields: the public annotations of the class and its bases, with the class attributes as defaults.

    Unknown arguments are ignored, as pydantic ignores them.
    """

    _defaults: ClassVar[dict[str, Any]] = {}
    _hints: ClassVar[dict[str, Any]] = {}
    _hidden: ClassVar[frozenset[str]] = frozenset()
    _flyte_type: ClassVar[str] = ""
    _description: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        hints = {name: hint for name, hint in _annotations(cls).items() if not name.startswith("_")}
        cls._hints = cls._hints | hints
        own = {name: cls.__dict__.get(name, REQUIRED) for name in hints}
        cls._defaults = cls._defaults | own

    def __init__(self, **values: Any) -> None:
        for name, default in self._defaults.items():
            value = values.get(name, default)
            if value is REQUIRED:
                raise TypeError(f"{type(self).__name__} needs the field {name!r}")
            hint = self._hints[name]
            if isinstance(hint, str) and not isinstance(value, _TEXT.get(hint, object)):
                raise ValueError(f"{type(self).__name__}.{name} must be a string, got {value!r}")
            setattr(self, name, value)

    def model_dump(self, **_: Any) -> dict[str, Any]:
        """Return the fields as a dict."""
        return {name: getattr(self, name) for name in self._defaults if name not in self._hidden}

    def model_dump_json(self, **_: Any) -> str:
        """Return the fields as JSON."""
        return json.dumps(self.model_dump(), separators=(",", ":"))

    @classmethod
    def model_validate(cls: type[R], obj: Any, **_: Any) -> R:
        """Make a value of a dict."""
        return obj if isinstance(obj, cls) else cls(**obj)

    def model_copy(self: R, *, update: dict[str, Any] | None = None, **_: Any) -> R:
        """Return a copy with some fields changed."""
        return type(self)(**{name: getattr(self, name) for name in self._defaults} | (update or {}))

    @classmethod
    def model_json_schema(cls, **_: Any) -> dict[str, Any]:
        """Return the JSON schema of the fields."""
        return reference_schema(cls)

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

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    __hash__ = None  # type: ignore[assignment]  # mutable, as in the SDK

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(self._shown())})"

    def __str__(self) -> str:
        return " ".join(self._shown())

    def _shown(self) -> list[str]:
        return [f"{name}={getattr(self, name)!r}" for name in self._defaults]


def _annotations(cls: type) -> dict[str, Any]:
    """Return a class's own annotations; names that do not exist at run time are no obstacle."""
    if sys.version_info >= (3, 14):
        import annotationlib

        return annotationlib.get_annotations(cls, format=annotationlib.Format.FORWARDREF)
    return inspect.get_annotations(cls)
