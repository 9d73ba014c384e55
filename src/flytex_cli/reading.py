"""Read text that someone else wrote: YAML, JSON and TOML, each bounded in depth, size and what a number may be.

A parser may end in more ways than its own error: a crash in C where a file is nested a hundred thousand deep, hours
where aliases multiply, `RecursionError`, `ValueError` for a number of 5,000 digits or `!!int x`. All are one error.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    import yaml

MAX_DEPTH = 200
"""Twice what protobuf's JSON reader takes."""

MAX_NODES = 1_000_000
"""In one file, an alias counted as often as it is used."""


_SPACES = re.compile(r"[ \t\r\n]*")

CONSTRUCTOR_ERRORS = (ValueError, TypeError, LookupError, AttributeError, OverflowError)
"""What PyYAML lets through from `int` and `datetime`, and for a tag on the wrong kind of node."""


class UnreadableError(Exception):
    """The text is not what it should be, or past a limit; its message is a sentence without the file's name."""


def read_json(text: str) -> Any:
    """Return a JSON document.

    Raises:
        UnreadableError: it is none, or past a limit; `NaN` and `Infinity` are not JSON.
    """
    try:
        document = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise UnreadableError("nested too deeply") from error
    except ValueError as error:
        raise UnreadableError(f"not valid JSON: {_sentence(error)}") from error
    _check(document)
    return document


def read_json_stream(text: str) -> list[Any]:
    """Return JSON documents one after the other, each on a line or over several.

    Raises:
        UnreadableError: something else is between them, or one is past a limit.
    """
    decoder = json.JSONDecoder(parse_constant=_refuse_constant)
    documents: list[Any] = []
    end = 0
    try:
        while (start := _SPACES.match(text, end).end()) < len(text):  # type: ignore[union-attr]  # always matches
            document, end = decoder.raw_decode(text, start)
            documents.append(document)
    except RecursionError as error:
        raise UnreadableError("nested too deeply") from error
    except ValueError as error:
        raise UnreadableError(f"not valid JSON: {_sentence(error)}") from error
    _check(documents)
    return documents


def read_yaml(text: str) -> list[Any]:
    """Return the documents of a YAML stream; an empty document is None.

    Raises:
        UnreadableError: it is no YAML, or past a limit.
    """
    import yaml

    try:
        check_yaml(text)
        documents = list(yaml.load_all(text, Loader=fast_loader()))
    except RecursionError as error:
        raise UnreadableError("nested too deeply") from error
    except (yaml.YAMLError, *CONSTRUCTOR_ERRORS) as error:
        raise UnreadableError(f"not valid YAML: {_yaml_sentence(error)}") from error
    for document in documents:
        _check(document)
    return documents


def read_toml(text: str) -> dict[str, Any]:
    """Return a TOML document.

    Raises:
        UnreadableError: it is none, or past a limit.
    """
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        document: dict[str, Any] = tomllib.loads(text)
    except RecursionError as error:
        raise UnreadableError("nested too deeply") from error
    except ValueError as error:
        raise UnreadableError(f"not valid TOML: {_sentence(error)}") from error
    return document


def fast_loader() -> type[yaml.SafeLoader]:
    """Return PyYAML's loader of plain values, in C where it was built with it."""
    import yaml

    loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return loader


def check_yaml(text: str) -> None:
    """Refuse a YAML stream that would crash its reader or never end; every reader of YAML asks here first.

    A syntax error is the reader's to say: what stands before it is checked.

    Raises:
        UnreadableError: it is past a limit.
    """
    import yaml

    try:  # libyaml reads events without recursion
        _check_events(yaml.parse(text, Loader=fast_loader()))
    except yaml.YAMLError:
        return


def _check_events(events: Iterator[yaml.Event]) -> None:
    import yaml

    sizes: dict[str, int] = {}
    opened: list[tuple[str | None, int]] = []  # the anchor of each open collection, and the nodes before it
    count = 0
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            if any(anchor == event.anchor for anchor, _ in opened):
                raise UnreadableError(f"the anchor {event.anchor!r} holds itself{_line(event)}")
            count += sizes.get(event.anchor or "", 1)
        elif isinstance(event, yaml.CollectionStartEvent):
            opened.append((event.anchor, count))
            count += 1
            if len(opened) > MAX_DEPTH:
                raise UnreadableError(f"nested more than {MAX_DEPTH} deep{_line(event)}")
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = opened.pop()
            if anchor is not None:
                sizes[anchor] = count - before
        elif isinstance(event, yaml.ScalarEvent):
            count += 1
        if count > MAX_NODES:
            raise UnreadableError(f"more than {MAX_NODES:,} values, each alias counted{_line(event)}")


def _check(document: Any) -> None:
    """Refuse values that neither JSON nor protobuf can hold."""
    for value in _scalars(document):
        if isinstance(value, float) and not math.isfinite(value):
            raise UnreadableError(f"{value} is no number that JSON has")
        if isinstance(value, str) and not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError as error:
                raise UnreadableError("half of a surrogate pair, which is no text") from error


def _scalars(document: Any) -> Iterator[Any]:
    waiting: list[tuple[Any, int]] = [(document, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise UnreadableError(f"nested more than {MAX_DEPTH} deep")
        if isinstance(value, dict):
            waiting += ((child, depth + 1) for pair in value.items() for child in pair)
        elif isinstance(value, list):
            waiting += ((child, depth + 1) for child in value)
        else:
            yield value


def _refuse_constant(name: str) -> NoReturn:
    raise UnreadableError(f"{name} is no number that JSON has")


def _line(event: yaml.Event) -> str:
    return "" if event.start_mark is None else f" (line {event.start_mark.line + 1})"


def _yaml_sentence(error: Exception) -> str:
    """Say where, without PyYAML's name for a text that has no file."""
    import yaml

    if not isinstance(error, yaml.MarkedYAMLError) or error.problem is None or error.problem_mark is None:
        return _sentence(error)
    return f"{' '.join(error.problem.split())} (line {error.problem_mark.line + 1})"


def _sentence(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
