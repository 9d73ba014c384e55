"""`default_inputs`: the defaults of a task's function as literals."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from flyteidl2.core import interface_pb2
from flyteidl2.task import common_pb2

from flytex_cli.standin._core.errors import RuntimeDataValidationError
from flytex_cli.standin._core.trigger.automation import TriggerTime
from flytex_cli.standin._core.types import to_literal, to_literal_type

if TYPE_CHECKING:
    from flytex_cli.standin._core.task.template import TaskTemplate


class DefaultInputError(RuntimeDataValidationError, ValueError):
    """A default cannot be converted.

    Attributes:
        task: name of the task.
        input: name of the input.
    """

    def __init__(self, task: str, input: str, reason: Exception | str) -> None:
        super().__init__(input, reason, task)
        self.task = task
        self.input = input
        self.args = (f"task {task}: the default of input {input!r} cannot be converted: {reason}",)


def to_default_inputs(task: TaskTemplate[..., Any, Any]) -> list[common_pb2.NamedParameter]:
    """Return the defaults in the order of the signature; one that cannot be converted is named."""
    parameters = []
    for name, (kind, default) in task.interface.inputs.items():
        if default is inspect.Parameter.empty:
            continue
        if default is TriggerTime:
            raise DefaultInputError(
                task.name, name, "flyte.TriggerTime is no value of its own; bind it in flyte.Trigger(inputs=...)"
            )
        try:
            variable = interface_pb2.Variable(type=to_literal_type(kind))
            parameter = interface_pb2.Parameter(var=variable, default=to_literal(default, kind))
        except Exception as error:  # a type plugin's conversion may raise anything
            raise DefaultInputError(task.name, name, error) from error
        parameters.append(common_pb2.NamedParameter(name=name, parameter=parameter))
    return parameters
