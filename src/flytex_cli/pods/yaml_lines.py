"""The line of a key in an operator's file, so that messages about it can point there."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from flytex_cli.reading import UnreadableError, check_yaml, fast_loader

_KEY = re.compile(r"\[([^\]]*)\]|([^.\[\]]+)")


def find_line(text: str, field: str) -> int | None:
    """Return the line of a field such as `plugins.k8s.default-cpus`, from 1; None if it is not found.

    Keys match in any letter case. The field may lie deeper than the file's top level, as in Helm values, and an entry
    of a mapping may be written as an item of a list.
    """
    keys = [bracketed or plain for bracketed, plain in _KEY.findall(field)]
    if not keys:
        return None
    try:
        check_yaml(text)
        lines = (_search(document, keys) for document in yaml.compose_all(text, Loader=fast_loader()))
        return next((line for line in lines if line is not None), None)
    except (yaml.YAMLError, UnreadableError):
        return None  # a document after those that are read


def _search(node: yaml.Node | None, keys: Sequence[str]) -> int | None:
    found = _line(node, keys)
    if found is None and isinstance(node, yaml.MappingNode):
        found = next((line for _, value in node.value if (line := _search(value, keys)) is not None), None)
    return found


def _line(node: yaml.Node | None, keys: Sequence[str]) -> int | None:
    if isinstance(node, yaml.SequenceNode):
        items = node.value
        if keys[0].isdigit() and int(keys[0]) < len(items):
            item, rest = items[int(keys[0])], keys[1:]
            return _line(item, rest) if rest else item.start_mark.line + 1
        return next((line for item in items if (line := _line(item, keys)) is not None), None)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if str(key.value).lower() == keys[0].lower():
                return _line(value, keys[1:]) if keys[1:] else key.start_mark.line + 1
    return None
