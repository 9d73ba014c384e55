"""A task's inputs and outputs as Python knows them. Fill `interface` and `default_inputs`."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from .docstring import Docstring
from .return_annotation import extract_return_annotation, literal_to_enum, without_literal

if TYPE_CHECKING:
    from flyteidl2.core import literals_pb2

__all__ = ["NativeInterface", "extract_return_annotation", "literal_to_enum"]

_EMPTY = inspect.Parameter.empty


class _has_default:
    """Says that an input has a default, where the default itself is known only to the backend."""


@dataclass(frozen=True)
class NativeInterface:
    """Inputs as `name -> (type, default)`, where no default is `inspect.Parameter.empty`; outputs as `name -> type`."""

    inputs: dict[str, tuple[Any, Any]]
    outputs: dict[str, Any]
    docstring: Docstring | None = None
    _remote_defaults: dict[str, literals_pb2.Literal] | None = field(default=None, repr=False)

    has_default: ClassVar[type[_has_default]] = _has_default

    def has_outputs(self) -> bool:
        """Say whether there are outputs."""
        return self.outputs is not None and len(self.outputs) > 0

    def required_inputs(self) -> list[str]:
        """Return the inputs without default."""
        return [name for name, (_, default) in self.inputs.items() if default is _EMPTY]

    def num_required_inputs(self) -> int:
        """Count the inputs without default."""
        return len(self.required_inputs())

    def get_input_types(self) -> dict[str, Any]:
        """Return the types of the inputs."""
        return {name: annotation for name, (annotation, _) in self.inputs.items()}

    @classmethod
    def from_types(
        cls,
        inputs: dict[str, tuple[Any, Any]],
        outputs: dict[str, Any],
        default_inputs: dict[str, literals_pb2.Literal] | None = None,
    ) -> NativeInterface:
        """Return the interface of a deployed task: its defaults are literals."""
        for name, (_, default) in inputs.items():
            if default is cls.has_default and name not in (default_inputs or {}):
                raise ValueError(f"input {name} is said to have a default, but default_inputs has none for it")
        return cls(inputs=inputs, outputs=outputs, _remote_defaults=default_inputs)

    @classmethod
    def from_callable(cls, func: Callable[..., Any]) -> NativeInterface:
        """Read the interface off a function: annotations, defaults and docstring."""
        name = getattr(func, "__name__", repr(func))
        signature = inspect.signature(func)
        hints = _type_hints(func, name)
        inputs: dict[str, tuple[Any, Any]] = {}
        for parameter in signature.parameters.values():
            if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                raise ValueError(
                    f"function {name} has {parameter}: a task cannot have variable positional or keyword arguments, "
                    "name each input"
                )
            if parameter.annotation is _EMPTY:
                from flytex_cli.standin._core.common.loggers import logger

                logger.warning(f"function {name}: input {parameter.name} has no type, so it is pickled")
            annotation = hints.get(parameter.name, parameter.annotation)
            inputs[parameter.name] = (without_literal(annotation), parameter.default)
        outputs = extract_return_annotation(hints.get("return", signature.return_annotation))
        return cls(inputs=inputs, outputs=outputs, docstring=Docstring(callable_=func) if func.__doc__ else None)

    def convert_to_kwargs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return positional and keyword arguments all by name."""
        if len(args) > len(self.inputs):
            raise ValueError(f"too many positional arguments: {len(args)} for the inputs {', '.join(self.inputs)}")
        merged = {**kwargs, **dict(zip(self.inputs, args, strict=False))}
        if len(merged) > len(self.inputs):
            raise ValueError(f"too many arguments: {', '.join(merged)} for the inputs {', '.join(self.inputs)}")
        return merged

    @property
    def json_schema(self) -> dict[str, Any]:
        """The inputs as a JSON schema, by their literal types; an input without annotation is a string."""
        from flytex_cli.standin._core.types import to_literal_type

        from .json_schema import literal_type_to_json_schema

        properties = {
            name: {"type": "string"} if kind is _EMPTY else literal_type_to_json_schema(to_literal_type(kind))
            for name, (kind, _) in self.inputs.items()
        }
        return {"type": "object", "properties": properties, "required": self.required_inputs()}

    def __repr__(self) -> str:
        inputs = ", ".join(
            f"{name}: {_type_name(kind)}{self._default_text(default)}" for name, (kind, default) in self.inputs.items()
        )
        outputs = ", ".join(f"{name}: {_type_name(kind)}" for name, kind in self.outputs.items())
        if len(self.outputs) > 1:
            outputs = f"({outputs})"
        return f"({inputs}) -> {outputs}:" if outputs else f"({inputs}):"

    def _default_text(self, default: Any) -> str:
        if default is _EMPTY:
            return ""
        return " = ..." if default is self.has_default else f" = {default}"


def _type_hints(func: Callable[..., Any], name: str) -> dict[str, Any]:
    try:
        return typing.get_type_hints(func, include_extras=True)
    except NameError as error:
        raise NameError(f"function {name}: {error.args[0]}, used in an annotation", name=error.name) from error


def _type_name(kind: Any) -> str:
    if isinstance(kind, str):
        return kind
    return kind.__name__ if isinstance(kind, type) and not hasattr(kind, "__origin__") else repr(kind)
