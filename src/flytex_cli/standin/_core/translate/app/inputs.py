"""`InputList`: the parameters of an app, as the console shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flyteidl2.app import app_definition_pb2

from flytex_cli.standin._core.io.file import File
from flytex_cli.standin._core.io.folder import Dir

if TYPE_CHECKING:
    from flytex_cli.standin._core.app.parameter import Parameter


def to_inputs(parameters: Sequence[Parameter]) -> app_definition_pb2.InputList:
    """Return the parameters' values; an endpoint is the name of its app."""
    return app_definition_pb2.InputList(
        items=[
            app_definition_pb2.Input(name=parameter.name, string_value=_to_string(parameter))
            for parameter in parameters
        ]
    )


def _to_string(parameter: Parameter) -> str:
    value: Any = parameter.value
    if isinstance(value, str):
        return value
    if isinstance(value, (File, Dir)):
        return str(value.path)
    if value is None:
        raise ValueError(f"app parameter {parameter.name!r} has no value: a deployment needs one")
    return str(value.app_name)
