"""Parameters whose values only a deployment can look up: an output of a run, an artifact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flytex_cli.facts.app_placeholders import placeholder
from flytex_cli.standin._core.io.file import File
from flytex_cli.standin._core.io.folder import Dir

if TYPE_CHECKING:
    from flytex_cli.standin._core.app.parameter import Parameter


def placeholders(parameters: Sequence[Parameter]) -> list[Parameter]:
    """Return the parameters with a placeholder for each such value."""
    return [_with_placeholder(parameter) if _is_looked_up(parameter) else parameter for parameter in parameters]


def resolvable(parameters: Sequence[Parameter]) -> list[Parameter]:
    """Return the parameters as the app's command takes them.

    There a value may say where it comes from, unless its type is known only with the value.
    """
    return [
        _with_placeholder(parameter) if _is_looked_up(parameter) and _type(parameter) is None else parameter
        for parameter in parameters
    ]


def _is_looked_up(parameter: Parameter) -> bool:
    if parameter.value is None or isinstance(parameter.value, (str, File, Dir)):
        return False  # without pydantic, which the others are made with
    from flytex_cli.standin._core.app.values import ArtifactValue, RunOutput

    return isinstance(parameter.value, (RunOutput, ArtifactValue))


def _type(parameter: Parameter) -> str | None:
    value: Any = parameter.value
    kind: str | None = value.type
    return kind


def _with_placeholder(parameter: Parameter) -> Parameter:
    value: Any = parameter.value
    fields = {name: getattr(value, name) for name in type(value).model_fields if name in value.model_fields_set}
    return replace(parameter, value=placeholder(type(value).__name__, fields))
