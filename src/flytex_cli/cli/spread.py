"""Options that several commands share, kept in one dataclass instead of in every command's signature."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import typing
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from flytex_cli.cli.exits import ExitCode

Command = TypeVar("Command", bound=Callable[..., ExitCode])


def spread(command: Command) -> Command:
    """Show Typer one option for each field of a parameter that is a dataclass, and hand the command the dataclass."""
    signature = inspect.signature(inspect.unwrap(command), eval_str=True)
    groups = {name: each.annotation for name, each in signature.parameters.items() if _is_group(each.annotation)}
    shown = [each for name, each in signature.parameters.items() for each in _shown(each, groups.get(name))]

    @functools.wraps(command)
    def run(**values: Any) -> ExitCode:
        for name, group in groups.items():
            values[name] = group(**{field.name: values.pop(field.name) for field in dataclasses.fields(group)})
        return command(**values)

    run.__signature__ = signature.replace(parameters=shown)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in shown}
    return run  # type: ignore[return-value]  # what Typer calls it with is decided by the signature above


def _is_group(annotation: Any) -> bool:
    return isinstance(annotation, type) and dataclasses.is_dataclass(annotation)


def _shown(parameter: inspect.Parameter, group: Any) -> Iterator[inspect.Parameter]:
    if group is None:
        yield parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        return
    hints = typing.get_type_hints(group, include_extras=True)
    for field in dataclasses.fields(group):
        yield inspect.Parameter(
            field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name]
        )
