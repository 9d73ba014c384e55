"""The parameters of an app as its command takes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flytex_cli.standin._core.context.transport import to_transport
from flytex_cli.standin._core.io.file import File
from flytex_cli.standin._core.io.folder import Dir

from .parameter import Parameter, is_delayed

_TYPES = ("string", "file", "directory", "app_endpoint")
_PATHS = ("file", "directory")


def parameters_to_transport(parameters: Sequence[Parameter]) -> str:
    """Return the word for `--parameters`."""
    return to_transport({"parameters": [_to_json(parameter) for parameter in parameters]})


def _to_json(parameter: Parameter) -> dict[str, Any]:
    """Return a parameter as SDK 2.12.1's `SerializableParameter` dumps it: all fields, in its order."""
    kind, value, is_stored = _typed_value(parameter)
    kind = kind if parameter.type is None else parameter.type
    is_mounted = parameter.mount is not None
    download = is_mounted or parameter.download if is_stored else is_mounted and parameter.type in _PATHS
    ignored = parameter.ignore_patterns
    _check(parameter, "type", kind in _TYPES, f"one of {', '.join(_TYPES)}", kind)
    _check(parameter, "download", isinstance(download, bool), "True or False", download)
    for field, text in (("name", parameter.name), ("value", value)):
        _check(parameter, field, isinstance(text, str), "a str", text)
    for field, text in (("env_var", parameter.env_var), ("mount", parameter.mount)):
        _check(parameter, field, text is None or isinstance(text, str), "a str", text)
    _check(parameter, "ignore_patterns", _are_strings(ignored), "a list of strings", ignored)
    return {
        "name": parameter.name,
        "value": value,
        "download": download,
        "type": kind,
        "env_var": parameter.env_var,
        "dest": parameter.mount,
        "ignore_patterns": list(ignored),
    }


def _typed_value(parameter: Parameter) -> tuple[str, Any, bool]:
    """Return what a value is, its text, and whether it lies in a store."""
    value = parameter.value
    if value is None:
        raise ValueError(f"app parameter {parameter.name!r} has no value: a deployment needs one")
    if isinstance(value, File):
        return "file", value.path, True
    if isinstance(value, Dir):
        return "directory", value.path, True
    if not is_delayed(value):
        return "string", value, False
    delayed: Any = value
    if hasattr(delayed, "app_name"):
        return "app_endpoint", delayed.model_dump_json(), False
    if delayed.type is None:
        raise ValueError(f"app parameter {parameter.name!r}: its type is known only when it is deployed")
    return delayed.type, delayed.model_dump_json(), True


def _are_strings(values: Any) -> bool:
    return isinstance(values, (list, tuple)) and all(isinstance(value, str) for value in values)


def _check(parameter: Parameter, field: str, is_good: bool, wanted: str, given: object) -> None:
    if not is_good:
        raise ValueError(f"app parameter {parameter.name!r}: {field} must be {wanted}, got {given!r}")
