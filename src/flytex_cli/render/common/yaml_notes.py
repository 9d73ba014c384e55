"""Notes on the fields of finished YAML: which line each belongs to, and the text with them as comments."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from flytex_cli.reading import fast_loader
from flytex_cli.render.common.escape import escape_line

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
    lines = [NotedLine(line) for line in text.removesuffix("\n").split("\n")]
    # YAML knows more line breaks than "\n", so lines are identified by their offsets.
    starts = [0, *itertools.accumulate(len(line.text) + 1 for line in lines)]
    fields = dict(_fields(yaml.compose(text, Loader=fast_loader()), ()))
    first = _first_lines(starts, (node for nodes in fields.values() for node in nodes))
    for path, note in notes.items():
        number = bisect.bisect(starts, fields[path][0].start_mark.index) - 1
        line = lines[first[number]]
        line.is_open &= first[number] == number and all(_ends_in(node, starts[number + 1]) for node in fields[path])
        if note not in line.notes:
            line.notes.append(note)
    return lines


def _first_lines(starts: list[int], nodes: Iterable[Any]) -> list[int]:
    """Return the line that each line's text begins in: an earlier one for a line within a text of several lines."""
    first = list(range(len(starts)))
    scalars = (node for node in nodes if isinstance(node, yaml.ScalarNode))
    for node in sorted(scalars, key=lambda node: node.start_mark.index):
        begin = bisect.bisect(starts, node.start_mark.index) - 1
        for number in range(begin + 1, bisect.bisect_left(starts, node.end_mark.index)):
            first[number] = first[begin]
    return first


def _ends_in(node: Any, end: int) -> bool:
    """Whether a comment may stand at the end of the line `node` begins in, or before it."""
    return not isinstance(node, yaml.ScalarNode) or node.style in ("|", ">") or node.end_mark.index <= end


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


def _fields(node: Any, path: Path) -> Iterator[tuple[Path, tuple[Any, ...]]]:
    """Each field with its nodes: key and value, or an item alone."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, key.value), (key, value)
            yield from _fields(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield (*path, index), (item,)
            yield from _fields(item, (*path, index))
