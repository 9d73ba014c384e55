"""What a module process says that cannot be so, whatever its shape: user code may have made it up."""

from __future__ import annotations

from flytex_cli.load import protocol
from flytex_cli.load.framing import ProtocolError
from flytex_cli.records import SourceRecord, TaskRecord

MAX_LINE = 10_000_000


def check(event: protocol.Event) -> None:
    """Refuse an event that flytex could not have sent.

    Raises:
        ProtocolError: it says what cannot be so.
    """
    match event:
        case protocol.RecordFound():
            _check_line(event.record.location.line)
            _check_messages(event.record)
        case protocol.TaskDeclared():
            _check_line(event.task.location.line)
        case protocol.EnvironmentFound():
            _check_line(event.environment.location.line)
        case protocol.SourceRead():
            _check_source(event.source)
        case protocol.DiagnosticReported() if event.diagnostic.location is not None:
            _check_line(event.diagnostic.location.line)


def _check_messages(record: TaskRecord) -> None:
    """Parse the wire messages, which the record keeps parsed."""
    try:
        name, _ = record.spec.task_template.id.name, record.triggers
    except Exception as error:  # protobuf's DecodeError, which would have to be imported
        raise ProtocolError(f"the messages of {record.name!r} cannot be read") from error
    if name != record.name:
        raise ProtocolError(f"the TaskSpec of {record.name!r} is that of {name!r}")


def _check_source(source: SourceRecord) -> None:
    if any(not 0 <= index < len(source.things) for index in source.uses.values()):
        raise ProtocolError(f"a name in {source.file!r} stands for nothing")
    for thing in source.things:
        _check_line(thing.line)


def _check_line(line: int | None) -> None:
    if line is not None and not 0 <= line <= MAX_LINE:
        raise ProtocolError(f"there is no line {line}")
