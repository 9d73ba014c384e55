"""Notes on the fields of finished YAML: which line each belongs to, and the text with them as comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from flytex_cli.render.escape import escape_line

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path = tuple[str | int, ...]


@dataclass
class NotedLine:
    """A line of YAML, its notes, and whether a comment may end it: it may not within a text of several lines."""

    text: str
    is_open: bool = True
    notes: list[Any] = field(default_factory=list)


def noted_lines(text: str, notes: Mapping[Path, Any]) -> list[NotedLine]:
    """Put each note to the line where its field begins.

    A line that opens an item of a list may have two, the item's and its first field's; equal ones count once.
    """
    places = dict(_places(yaml.compose(text, Loader=_Loader), ()))
    lines = [NotedLine(line) for line in text.removesuffix("\n").split("\n")]
    for path, note in notes.items():
        number, is_open = places[path]
        lines[number].is_open &= is_open
        if note not in lines[number].notes:
            lines[number].notes.append(note)
    return lines


def annotate(text: str, notes: Mapping[Path, object]) -> str:
    """Say each note in a comment that ends its line, or stands above it where that is impossible."""
    return "".join(map(_commented, noted_lines(text, notes)))


def _commented(line: NotedLine) -> str:
    if not line.notes:
        return f"{line.text}\n"
    comment = escape_line("; ".join(map(str, line.notes)))
    if line.is_open:
        return f"{line.text}  # {comment}\n"
    indent = line.text[: len(line.text) - len(line.text.lstrip())]
    return f"{indent}# {comment}\n{line.text}\n"


def _places(node: Any, path: Path) -> Iterator[tuple[Path, tuple[int, bool]]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, key.value), _place(key, value)
            yield from _places(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield (*path, index), _place(item, item)
            yield from _places(item, (*path, index))


def _place(start: Any, value: Any) -> tuple[int, bool]:
    line = start.start_mark.line
    is_block = isinstance(value, yaml.ScalarNode) and value.style in ("|", ">")
    is_long = isinstance(value, yaml.ScalarNode) and value.end_mark.line != line
    return line, is_block or not is_long
