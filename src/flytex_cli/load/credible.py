"""What a module process says that cannot be so, whatever its shape: user code may have made it up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from types import NoneType

from flytex_cli.load import protocol
from flytex_cli.load.framing import ProtocolError
from flytex_cli.records import AppRecord, ImageRecord, Json, SourceRecord, TaskRecord

MAX_LINE = 10_000_000


def check(event: protocol.Event) -> None:
    """Refuse an event that flytex could not have sent.

    Raises:
        ProtocolError: it says what cannot be so.
    """
    match event:
        case protocol.RecordFound():
            _check_line(event.record.location.line)
            _check_image(event.record.facts.image)
            _check_messages(event.record)
        case protocol.AppFound():
            _check_line(event.app.location.line)
            _check_image(event.app.facts.image)
            _check_app(event.app)
        case protocol.ImageFound():
            _check_built(event.image)
        case protocol.TaskDeclared():
            _check_line(event.task.location.line)
            _check_image(event.task.facts.image)
            if not all(map(_is_trigger, event.task.triggers)):
                raise ProtocolError(f"{event.task.name!r} has odd triggers")
        case protocol.AppDeclared():
            _check_line(event.app.location.line)
        case protocol.EnvironmentFound():
            _check_line(event.environment.location.line)
            _check_image(event.environment.image)
        case protocol.SourceRead():
            _check_source(event.source)
        case protocol.InputsRead():
            for each in event.inputs.paths:
                _check_line(each.place.line if each.place is not None else None)
            around = event.inputs.surroundings
            for doubt in around.doubts if around is not None else ():
                _check_line(doubt.place.line if doubt.place is not None else None)
        case protocol.DiagnosticReported() if event.diagnostic.location is not None:
            _check_line(event.diagnostic.location.line)


def _check_image(image: Mapping[str, Json] | None) -> None:
    layers = (image or {}).get("layers", [])
    if not isinstance(layers, list) or not all(map(_is_layer, layers)):
        raise ProtocolError("an image has odd layers")


def _check_built(image: ImageRecord) -> None:
    if not image.environments or len(image.environments) != len(image.locations):
        raise ProtocolError(f"the image {image.uri!r} is of no environment")
    for location in image.locations:
        _check_line(location.line)
    for file in image.context:
        path = PurePosixPath(file.path)
        if file.size < 0 or path.is_absolute() or ".." in path.parts:
            raise ProtocolError(f"{file.path!r} cannot be in the context of a build")


def _is_layer(layer: object) -> bool:
    return (
        isinstance(layer, dict)
        and isinstance(layer.get("kind"), str)
        and isinstance(layer.get("packages"), (list, str, NoneType))
    )


def _is_trigger(trigger: Mapping[str, Json]) -> bool:
    automation, inputs, env_vars = (trigger.get(name) for name in ("automation", "inputs", "env_vars"))
    return (
        isinstance(automation, dict)
        and isinstance(automation.get("kind"), str)
        and all(isinstance(automation.get(name), (str, NoneType)) for name in ("expression", "timezone"))
        and isinstance(inputs, dict)
        and isinstance(env_vars, dict)
    )


def _check_messages(record: TaskRecord) -> None:
    """Parse the wire messages."""
    try:
        name = record.parsed()[0].task_template.id.name
    except Exception as error:  # protobuf's DecodeError, which would have to be imported
        raise ProtocolError(f"the messages of {record.name!r} cannot be read") from error
    if name != record.name:
        raise ProtocolError(f"the TaskSpec of {record.name!r} is that of {name!r}")


def _check_app(record: AppRecord) -> None:
    """Parse the wire message."""
    try:
        name = record.parsed().metadata.id.name
    except Exception as error:  # as above
        raise ProtocolError(f"the message of {record.name!r} cannot be read") from error
    if name != record.name:
        raise ProtocolError(f"the App of {record.name!r} is that of {name!r}")


def _check_source(source: SourceRecord) -> None:
    if any(not 0 <= index < len(source.things) for index in source.uses.values()):
        raise ProtocolError(f"a name in {source.file!r} stands for nothing")
    for thing in source.things:
        _check_line(thing.line)


def _check_line(line: int | None) -> None:
    if line is not None and not 0 <= line <= MAX_LINE:
        raise ProtocolError(f"there is no line {line}")
