"""Defaults of a shell task's inputs."""

from __future__ import annotations

from typing import Any

from flytex_cli.standin._core.io.file import File
from flytex_cli.standin._core.io.folder import Dir

from .types import Kind, classify, without_none


def check_defaults(task: str, defaults: dict[str, Any], inputs: dict[str, Any]) -> dict[str, Any]:
    """Return the defaults, each of its input's type."""
    for name, value in defaults.items():
        if name not in inputs:
            raise KeyError(f"shell task {task}: defaults has {name!r}, which is not one of the inputs {list(inputs)}")
        if value is None:
            raise ValueError(
                f"shell task {task}: defaults[{name!r}] is None; leave it out and give the input a type with `| None`"
            )
        if not _fits(classify(name, inputs[name]), without_none(inputs[name])[1], value):
            raise TypeError(f"shell task {task}: defaults[{name!r}] must be {inputs[name]}, got {value!r}")
    return dict(defaults)


def _fits(kind: Kind, python_type: Any, value: Any) -> bool:
    if kind is Kind.FILE:
        return isinstance(value, File)
    if kind is Kind.DIR:
        return isinstance(value, Dir)
    if kind is Kind.FILES:
        return isinstance(value, list) and all(isinstance(item, File) for item in value)
    if kind is Kind.BOOL:
        return isinstance(value, bool)
    if kind is Kind.DICT:
        return isinstance(value, dict) and all(isinstance(part, str) for item in value.items() for part in item)
    accepted = (int, float) if python_type is float else python_type
    return isinstance(value, accepted) and not isinstance(value, bool)
