"""`TypedInterface`: variables by name, sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flyteidl2.core import interface_pb2

from flytex_cli.standin._core.types import to_literal_type, within

if TYPE_CHECKING:
    from flytex_cli.standin._core.interface.native import NativeInterface
    from flytex_cli.standin._core.task.template import TaskTemplate


def to_typed_interface(task: TaskTemplate[..., Any, Any]) -> interface_pb2.TypedInterface | None:
    """Return the interface of a task; a type that has no counterpart is named with its place, `inputs.x`."""
    return typed_interface(task.native_interface)


def typed_interface(interface: NativeInterface | None) -> interface_pb2.TypedInterface | None:
    """Return a native interface as message; its descriptions come with the deployment."""
    if interface is None:
        return None
    return interface_pb2.TypedInterface(
        inputs=_variables("inputs", interface.get_input_types()),
        outputs=_variables("outputs", interface.outputs),
    )


def _variables(side: str, types: dict[str, Any]) -> interface_pb2.VariableMap:
    entries = []
    for name in sorted(types):
        with within(f"{side}.{name}"):
            variable = interface_pb2.Variable(type=to_literal_type(types[name]))
        entries.append(interface_pb2.VariableEntry(key=name, value=variable))
    return interface_pb2.VariableMap(variables=entries)
