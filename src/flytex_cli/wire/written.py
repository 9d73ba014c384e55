"""Read back files and streams of task specs and apps.

They are in any form that `flytex serialize` writes, or that the SDK's client gives of what a cluster has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flytex_cli.errors import UsageError
from flytex_cli.reading import UnreadableError, read_json_stream, read_yaml
from flytex_cli.records import Message
from flytex_cli.wire.delimited import from_delimited
from flytex_cli.wire.document import to_document
from flytex_cli.wire.kinds import DETAILS, SUMMARY, WRITTEN, Kind
from flytex_cli.wire.printed import HINT as PRINTED_HINT
from flytex_cli.wire.printed import is_printed, read_printed, without_colors

SUFFIXES = (".yaml", ".yml", ".json", ".jsonl", ".pb")
"""Files that may hold task specs or apps."""

_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HINT = "it must be what flytex serialize wrote, or a TaskDetails or App of the SDK's client"

Document = dict[str, Any]


@dataclass(frozen=True)
class Written:
    """A task or app that was read.

    Attributes:
        message: what it is compared as: of what a cluster says, as what was deployed.
        triggers: whether the triggers of a task are in it.
    """

    message: Message
    document: Document
    triggers: bool


def find_written(folder: Path) -> list[Path]:
    """Return the files that may hold specs, sorted: `DIR/<environment>/<file>`, or if none is, `DIR/<file>`."""
    for pattern in ("*/*", "*"):
        found = sorted(path for path in folder.glob(pattern) if path.suffix in SUFFIXES and path.is_file())
        if found:
            return found
    return []


def is_written(data: bytes, *, tasks: bool = True, apps: bool = True) -> bool:
    """Return whether `flytex serialize` may have written a file, of task specs and apps or only one of them."""
    try:
        if _CONTROL.search(data):
            found = [kind for kind, _ in _binary(data, "")]
        else:
            found = [_kind(document) for document in _documents(data.decode(), "")]
    except (UsageError, UnicodeDecodeError):
        return False
    return bool(found) and all(kind in WRITTEN and (apps if kind.app else tasks) for kind in found)


def is_app(document: Mapping[str, Any]) -> bool:
    """Return whether the document of a message is that of an app: an App, or the CreateRequest around one."""
    return not {"taskTemplate", "taskId"} & {*document}


def read_written(data: bytes, shown: str) -> list[Written]:
    """Return the messages in a file or stream; of what a cluster says of a task, its spec.

    Raises:
        UsageError: it holds something else.
    """
    plain = without_colors(data)
    if _CONTROL.search(plain):  # in every binary message: the kind of its identifier is one
        return [_written(kind, message) for kind, message in _binary(data, shown)]
    try:
        text = plain.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{shown} is not UTF-8", hint=_HINT) from error
    return [_parsed(document, shown) for document in _documents(text, shown)]


def _documents(text: str, shown: str) -> Iterator[Any]:
    for document in _read(text, shown):
        if isinstance(document, list):
            yield from document
        elif document is not None:
            yield document


def _read(text: str, shown: str) -> list[Any]:
    try:
        if is_printed(text):
            return [read_printed(text)]
        if text.lstrip().startswith("["):
            return read_json_stream(text)
        if text.lstrip().startswith("{"):
            try:
                return read_json_stream(text)
            except UnreadableError:
                pass  # a mapping of YAML may begin so
        return read_yaml(text)
    except UnreadableError as error:
        raise UsageError(f"{shown}: {error}", hint=PRINTED_HINT if is_printed(text) else _HINT) from error


def _parsed(document: Any, shown: str) -> Written:
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
    return _written(kind, message)


def _written(kind: Kind, message: Any) -> Written:
    found = kind.spec(message)
    if kind.message is not Message.TASKSPEC:
        return Written(kind.message, to_document(found), triggers=True)
    deployed = kind is DETAILS or found.HasField("documentation")  # a deployment adds it
    return Written(Message.DEPLOY_REQUEST if deployed else kind.message, to_document(found), triggers=False)


def _kind(document: Any, shown: str = "") -> Kind:
    """Which message a document is of.

    Raises:
        UsageError: of none.
    """
    if isinstance(document, dict) and {*document} >= SUMMARY and "spec" not in document:
        raise UsageError(
            f"{shown} lists tasks without their specs", hint="flyte get task NAME VERSION gives the spec of one"
        )
    for kind in (DETAILS, *WRITTEN):
        if isinstance(document, dict) and kind.fields <= {*document}:
            return kind
    raise UsageError(f"{shown} does not hold task specs", hint=_HINT)


def _binary(data: bytes, shown: str) -> Iterator[tuple[Kind, Any]]:
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


def _message(data: bytes) -> tuple[Kind, Any] | None:
    from google.protobuf.message import DecodeError

    for kind in (*WRITTEN, DETAILS):
        try:
            message = kind.made().FromString(data)
        except DecodeError:
            continue
        if kind.is_whole(message):
            return kind, message
    return None
