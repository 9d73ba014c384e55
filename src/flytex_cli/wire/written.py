"""Read back what `flytex serialize` wrote: files and streams of task specs and apps, in any of its forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flytex_cli.errors import UsageError
from flytex_cli.reading import UnreadableError, read_json, read_yaml
from flytex_cli.records import Message
from flytex_cli.wire.delimited import from_delimited
from flytex_cli.wire.document import to_document

SUFFIXES = (".yaml", ".yml", ".json", ".jsonl", ".pb")
"""Files that may hold task specs or apps."""

_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HINT = "it must be what flytex serialize wrote"


def find_written(folder: Path) -> list[Path]:
    """Return the files of a folder that `flytex serialize -o` may have written, sorted."""
    return sorted(path for path in folder.glob("*/*") if path.suffix in SUFFIXES and path.is_file())


def is_written(data: bytes, *, tasks: bool = True, apps: bool = True) -> bool:
    """Return whether a file holds task specs or apps, or only one of them."""
    try:
        if _CONTROL.search(data):
            found = [is_app(document) for _, document in _binary(data, "")]
        else:
            found = [_kind(document).app for document in _documents(data.decode(), "")]
    except (UsageError, UnicodeDecodeError):
        return False
    return bool(found) and all(apps if each else tasks for each in found)


def is_app(document: Mapping[str, Any]) -> bool:
    """Return whether the document of a message is that of an app: an App, or the CreateRequest around one."""
    return not {"taskTemplate", "taskId"} & {*document}


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
    from google.protobuf import json_format

    kind = _kind(document, shown)
    message = kind.made()()
    try:
        json_format.ParseDict(document, message)
    # A date or a tuple, which YAML has and JSON has not, is none of the reader's own errors.
    except (json_format.ParseError, TypeError, ValueError, AttributeError) as error:
        what = "an app" if kind.app else "a task spec"
        raise UsageError(
            f"{shown} holds {what} that flyteidl2 here cannot read: {' '.join(str(error).split())}",
            hint="was it made with a newer SDK? upgrade flyteidl2",
        ) from error
    return kind.message, to_document(message)


def _kind(document: Any, shown: str = "") -> _Kind:
    """Which message a document is of.

    Raises:
        UsageError: of none.
    """
    for kind in _KINDS:
        if isinstance(document, dict) and kind.fields <= {*document}:
            return kind
    raise UsageError(f"{shown} does not hold task specs", hint=_HINT)


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
    from google.protobuf.message import DecodeError

    for kind in _KINDS:
        try:
            message = kind.made().FromString(data)
        except DecodeError:
            continue
        if kind.is_whole(message):
            return kind.message, to_document(message)
    return None


def _deploy_task_request() -> Any:
    from flyteidl2.task.task_service_pb2 import DeployTaskRequest

    return DeployTaskRequest


def _task_spec() -> Any:
    from flyteidl2.task.task_definition_pb2 import TaskSpec

    return TaskSpec


def _create_request() -> Any:
    from flyteidl2.app.app_payload_pb2 import CreateRequest

    return CreateRequest


def _app() -> Any:
    from flyteidl2.app.app_definition_pb2 import App

    return App


def _is_task(spec: Any) -> bool:
    return bool(spec.task_template.id.name and spec.task_template.type)


def _is_app(app: Any) -> bool:
    return bool(app.metadata.id.name and app.HasField("spec"))


@dataclass(frozen=True)
class _Kind:
    """One message that `flytex serialize` writes.

    Attributes:
        app: whether it is of an app.
        fields: what its document always has.
        made: imports its class.
        is_whole: whether a message of it, read from bytes of any kind, is one.
    """

    message: Message
    app: bool
    fields: frozenset[str]
    made: Callable[[], Any]
    is_whole: Callable[[Any], bool]


_KINDS = (
    _Kind(
        Message.DEPLOY_REQUEST,
        False,
        frozenset({"taskId"}),
        _deploy_task_request,
        lambda message: _is_task(message.spec),
    ),
    _Kind(Message.TASKSPEC, False, frozenset({"taskTemplate"}), _task_spec, _is_task),
    _Kind(Message.DEPLOY_REQUEST, True, frozenset({"app"}), _create_request, lambda message: _is_app(message.app)),
    _Kind(Message.APP, True, frozenset({"metadata", "spec"}), _app, _is_app),
)
