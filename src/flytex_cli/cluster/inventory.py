"""Read what `kubectl get ... -o json` (or `yaml`) printed: nodes, quotas, limits, and the names of other objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from reprlib import repr
from typing import Any

from flytex_cli.cluster.shapes import ShapeError, check_shape
from flytex_cli.errors import UsageError
from flytex_cli.reading import UnreadableError, read_json
from flytex_cli.wire.struct import JsonObject

NAMED = ("PodTemplate", "PriorityClass", "RuntimeClass", "ServiceAccount")
"""Kinds of which only the names count."""
KINDS = ("Node", "ResourceQuota", "LimitRange", *NAMED)
IN_NAMESPACES = frozenset({"PodTemplate", "ServiceAccount"})
PRINTED = "a file of objects is what `kubectl get ... -o json` prints"


@dataclass(frozen=True)
class Inventory:
    """The objects of a cluster as far as files show them: of a kind that no file shows, nothing is known.

    Attributes:
        objects: by kind, in the order of the files.
    """

    objects: Mapping[str, tuple[JsonObject, ...]] = field(default_factory=dict)

    def of(self, kind: str, namespace: str | None = None) -> tuple[JsonObject, ...]:
        """Return the objects of a kind, in a namespace where one is given."""
        every = self.objects.get(kind, ())
        return every if namespace is None else tuple(each for each in every if _namespace(each) in (None, namespace))

    def names(self, kind: str, namespaces: Iterable[str]) -> tuple[str, ...]:
        """Return the names of a kind's objects, of those in namespaces only of these."""
        wanted = {None, *namespaces}
        found = (each for each in self.of(kind) if kind not in IN_NAMESPACES or _namespace(each) in wanted)
        return tuple(sorted({name_of(each) for each in found}))


def name_of(item: JsonObject) -> str:
    """Return an object's name."""
    return str((item.get("metadata") or {}).get("name"))


def _namespace(item: JsonObject) -> str | None:
    namespace = (item.get("metadata") or {}).get("namespace")
    return None if namespace is None else str(namespace)


def read_inventory(files: Iterable[Path], where: str) -> Inventory:
    """Read files of objects.

    Raises:
        UsageError: one cannot be read, is neither JSON nor YAML, or holds what is no object of a known kind.
    """
    objects: dict[str, tuple[JsonObject, ...]] = {}
    for file in files:
        documents = _documents(file, where)
        if not documents:
            raise UsageError(f"{where}: {file} has nothing in it", hint=PRINTED)
        for item in _items(documents, file):
            kind = str(item["kind"])
            objects[kind] = (*objects.get(kind, ()), item)
    return Inventory(objects)


def text_of(file: Path, where: str) -> str:
    """Read a file that a setting names.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{where}: {file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{where}: {file} is not UTF-8 text: {error.reason}") from error


def _documents(file: Path, where: str) -> list[Any]:
    text = text_of(file, where)
    if not text.lstrip().startswith("{"):
        from flytex_cli.pods.yaml_text import read_documents

        return list(read_documents(text, str(file)))
    try:
        return [read_json(text)]
    except UnreadableError as error:
        raise UsageError(f"{where}: {file}: {error}") from error


def _items(documents: Iterable[Any], file: Path) -> Iterator[JsonObject]:
    for document in documents:
        kind = document.get("kind") if isinstance(document, dict) else None
        if isinstance(kind, str) and kind.endswith("List"):
            listed = document.get("items")
            if not isinstance(listed, list):
                raise UsageError(f"{file}: {kind}: items: {repr(listed)} is not a list", hint=PRINTED)
            single = kind.removesuffix("List")
            yield from _items([_typed(item, single) for item in listed], file)
        elif kind not in KINDS:
            raise UsageError(
                f"{file}: an object of kind {kind!r} says nothing of Pods", hint=f"known are {', '.join(KINDS)}"
            )
        else:
            yield _checked(kind, document, file)


def _checked(kind: str, document: JsonObject, file: Path) -> JsonObject:
    try:
        check_shape(kind, document)
    except ShapeError as error:
        name = f" {name_of(document)!r}" if isinstance(document.get("metadata"), dict) else ""
        raise UsageError(f"{file}: {kind}{name}: {error}", hint=PRINTED) from error
    if not isinstance((document.get("metadata") or {}).get("name"), str):
        raise UsageError(f"{file}: an object of kind {kind!r} has no metadata.name", hint=PRINTED)
    return document


def _typed(item: Any, kind: str) -> Any:
    """Name the kind of an item: one of a `NodeList` need not say that it is a Node."""
    return {"kind": kind, **item} if isinstance(item, dict) and kind else item
