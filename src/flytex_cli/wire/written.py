"""Read back what `flytex serialize` wrote: files and streams of task specs, in any of its forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flytex_cli.errors import UsageError
from flytex_cli.reading import UnreadableError, read_json, read_yaml
from flytex_cli.records import Message
from flytex_cli.wire.delimited import from_delimited
from flytex_cli.wire.document import to_document

if TYPE_CHECKING:
    from google.protobuf.message import Message as Proto

SUFFIXES = (".yaml", ".yml", ".json", ".jsonl", ".pb")
"""Files that may hold task specs."""

_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HINT = "it must be what flytex serialize wrote"


def find_written(folder: Path) -> list[Path]:
    """Return the files of a folder that `flytex serialize -o` may have written, sorted."""
    return sorted(path for path in folder.glob("*/*") if path.suffix in SUFFIXES and path.is_file())


def is_written(data: bytes) -> bool:
    """Return whether a file holds task specs."""
    try:
        return bool(
            list(_binary(data, "")) if _CONTROL.search(data) else list(map(_kind, _documents(data.decode(), "")))
        )
    except (UsageError, UnicodeDecodeError):
        return False


def read_written(data: bytes, shown: str) -> list[tuple[Message, dict[str, Any]]]:
    """Return the messages in a file or stream, each as a document.

    Raises:
        UsageError: it holds something else.
    """
    if _CONTROL.search(data):  # in every binary message: the kind of its identifier is one
        return list(_binary(data, shown))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{shown} is not UTF-8", hint=_HINT) from error
    return [_parsed(document, shown) for document in _documents(text, shown)]


def _documents(text: str, shown: str) -> Iterator[Any]:
    if text.lstrip().startswith("{"):  # one object, or one a line
        try:
            yield from [read_json(line) for line in text.splitlines() if line.strip()]
            return
        except UnreadableError:
            pass  # one object over several lines, which YAML reads too
    try:
        documents = read_json(text) if text.lstrip().startswith("[") else read_yaml(text)
    except UnreadableError as error:
        raise UsageError(f"{shown}: {error}", hint=_HINT) from error
    for document in documents:
        if isinstance(document, list):
            yield from document
        elif document is not None:
            yield document


def _parsed(document: Any, shown: str) -> tuple[Message, dict[str, Any]]:
    from flyteidl2.task.task_definition_pb2 import TaskSpec
    from flyteidl2.task.task_service_pb2 import DeployTaskRequest
    from google.protobuf import json_format

    kind = _kind(document, shown)
    message: Proto = DeployTaskRequest() if kind is Message.DEPLOY_REQUEST else TaskSpec()
    try:
        json_format.ParseDict(document, message)
    # A date or a tuple, which YAML has and JSON has not, is none of the reader's own errors.
    except (json_format.ParseError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(
            f"{shown} holds a task spec that flyteidl2 here cannot read: {' '.join(str(error).split())}",
            hint="was it made with a newer SDK? upgrade flyteidl2",
        ) from error
    return kind, to_document(message)


def _kind(document: Any, shown: str = "") -> Message:
    """Which message a document is of.

    Raises:
        UsageError: of none.
    """
    if not isinstance(document, dict) or not {"taskTemplate", "taskId"} & {*document}:
        raise UsageError(f"{shown} does not hold task specs", hint=_HINT)
    return Message.DEPLOY_REQUEST if "taskId" in document else Message.TASKSPEC


def _binary(data: bytes, shown: str) -> Iterator[tuple[Message, dict[str, Any]]]:
    """One bare message, or several behind their lengths."""
    bare = _message(data)
    if bare is not None:
        yield bare
        return
    try:
        for part in from_delimited(data):
            found = _message(part)
            if found is None:
                raise ValueError("not a message")
            yield found
    except ValueError as error:
        raise UsageError(f"{shown} does not hold task specs", hint=_HINT) from error


def _message(data: bytes) -> tuple[Message, dict[str, Any]] | None:
    from flyteidl2.task.task_definition_pb2 import TaskSpec
    from flyteidl2.task.task_service_pb2 import DeployTaskRequest
    from google.protobuf.message import DecodeError

    for kind, made in ((Message.DEPLOY_REQUEST, DeployTaskRequest), (Message.TASKSPEC, TaskSpec)):
        try:
            message = made.FromString(data)
        except DecodeError:
            continue
        spec = message.spec if isinstance(message, DeployTaskRequest) else message
        if spec.task_template.id.name and spec.task_template.type:
            return kind, to_document(message)
    return None
