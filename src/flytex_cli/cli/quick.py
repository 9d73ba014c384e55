"""Convert what needs no checking without Typer, which imports pydantic for it: a third of the time of a short run.

Typer from 0.29 on makes a pydantic adapter for each parameter of a command, given or not. Earlier ones are left alone:
they convert later, and without pydantic.
"""

from __future__ import annotations

import functools
import typing
from enum import Enum
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from flytex_cli.cli.setting_types import parameter_types

_ADAPTS = tuple(map(int, typer.__version__.split(".")[:2])) >= (0, 29)

_UNSURE = object()
"""Not a value: Typer must look, and finds the words if it is wrong."""


class QuickCommand(TyperCommand):
    """A command that takes defaults, text, paths and choices as they are; all else is converted by Typer."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse as Typer does, with quick parameters."""
        _be_quick(self, ctx)
        return super().parse_args(ctx, args)


class QuickGroup(TyperGroup):
    """The same for the options before the command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse as Typer does, with quick parameters."""
        _be_quick(self, ctx)
        return super().parse_args(ctx, args)


def _be_quick(command: Any, context: Any) -> None:
    if not _ADAPTS:
        return
    kinds = parameter_types(command.callback)
    for parameter in command.get_params(context):
        if not parameter.required:
            ask = parameter.process_value
            parameter.process_value = functools.partial(_process_value, parameter, kinds.get(parameter.name), ask)


def _process_value(parameter: Any, kind: Any, ask: Any, context: Any, value: Any) -> Any:
    """Return what a parameter's own `process_value` gives, which is asked only in doubt."""
    if value is None:
        quick: Any = () if parameter.multiple or parameter.nargs != 1 else None
    else:
        quick = value if value is parameter.default else _quick(kind, value)
    if quick is _UNSURE:
        return ask(context, value)
    return quick if parameter.callback is None else parameter.callback(context, parameter, quick)


def _quick(kind: Any, value: Any) -> Any:
    if typing.get_origin(kind) is list and isinstance(value, (list, tuple)):
        items = [_quick(typing.get_args(kind)[0], item) for item in value]
        return _UNSURE if _UNSURE in items else items
    if kind in (str, Path) and isinstance(value, (str, Path)):
        return kind(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next((member for member in kind if value in (member, member.value)), _UNSURE)
    return _UNSURE
