"""Where each field that the backend added or changed came from: what `--explain` shows.

Marks are kept by the identity of the object that holds the field, because list positions move while templates are
merged; paths are worked out once, on the finished Pod, and only when someone asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

PathKey: TypeAlias = "str | int"
Path: TypeAlias = "tuple[PathKey, ...]"

_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]+")
_WHOLE = ""
"""The field name under which a whole object is marked; no Kubernetes field is called so."""


class Source(Enum):
    """Who decided on a field."""

    TASK = "task"
    APP = "app"
    RUN = "run"
    TEMPLATE = "template"
    CONFIG = "config"
    DEFAULT = "built-in default"
    BACKEND = "flyte"


@dataclass(frozen=True)
class Origin:
    """A source and what exactly in it: a TaskSpec field, a configuration key, a template's name, a rule."""

    source: Source
    detail: str

    def __str__(self) -> str:
        return f"{self.source.value}: {self.detail}"


class Origins:
    """The marks made while one Pod was built."""

    def __init__(self) -> None:
        # The marked object is held too: a freed object's id could be given to another one.
        self._marks: dict[int, tuple[object, dict[str, Origin]]] = {}

    def mark(self, holder: dict[str, Any], key: str, origin: Origin) -> None:
        """Say where `holder[key]` came from; the last word counts."""
        self._marks.setdefault(id(holder), (holder, {}))[1][key] = origin

    def mark_all(self, item: dict[str, Any], origin: Origin) -> None:
        """Say where a whole object, such as one toleration, came from."""
        self.mark(item, _WHOLE, origin)

    def of(self, holder: dict[str, Any], key: str) -> Origin | None:
        """Return the mark of `holder[key]`."""
        return self._marks.get(id(holder), (None, {}))[1].get(key)

    def by_path(self, pod: dict[str, Any]) -> dict[Path, Origin]:
        """Return the origin of each marked field of the finished Pod, in the Pod's own order."""
        return dict(self._walk(pod, ()))

    def _walk(self, value: object, path: Path) -> Iterator[tuple[Path, Origin]]:
        if isinstance(value, dict):
            marks = self._marks.get(id(value), (None, {}))[1]
            if _WHOLE in marks:
                yield path, marks[_WHOLE]
            for key, child in value.items():
                if key in marks:
                    yield (*path, key), marks[key]
                yield from self._walk(child, (*path, key))
        elif isinstance(value, list):
            for index, child in enumerate(value):
                yield from self._walk(child, (*path, index))


def path_text(path: Path) -> str:
    """Return a path as Kubernetes writes it: `spec.containers[0].resources.limits[nvidia.com/gpu]`."""
    text = ""
    for key in path:
        text = child(text, key)
    return text


def child(path: str, key: PathKey) -> str:
    """Return the path of a field, an item of a list, or an entry of a mapping whose keys may hold anything."""
    if isinstance(key, int) or not _PLAIN_KEY.fullmatch(key):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else key
