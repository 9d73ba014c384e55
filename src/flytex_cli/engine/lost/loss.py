"""What is lost of a type, and what types are made of."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, get_args, get_origin

from flytex_cli.engine.plain import type_text
from flytex_cli.records import Loss


@dataclasses.dataclass(frozen=True)
class Lost:
    """As in `records.LostValue`, of a type wherever it is used."""

    loss: Loss
    fails: bool
    holder: str
    field: str
    text: str


def name_of(kind: Any) -> str:
    """Name a class so that its source can be found."""
    return f"{kind.__module__}:{kind.__qualname__}"


def plain_type(annotation: Any) -> Any:
    """Return a type without what `Annotated` says of it."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def is_model(annotation: Any) -> bool:
    """Return whether a type is a pydantic model; where none is loaded, none is."""
    pydantic = sys.modules.get("pydantic")
    return pydantic is not None and isinstance(annotation, type) and issubclass(annotation, pydantic.BaseModel)


def parts(annotation: Any) -> tuple[Any, ...]:
    """Return what a list, a dict, a tuple or a union is made of."""
    return tuple(map(plain_type, get_args(annotation)))


def keyed(annotation: Any) -> bool:
    """Return whether a type is a dict with a type of its keys."""
    origin = get_origin(annotation)
    return isinstance(origin, type) and issubclass(origin, Mapping) and bool(get_args(annotation))


def of_keys(annotation: Any, holder: str = "", field: str = "") -> Iterator[Lost]:
    """Find, anywhere in a type, dicts whose keys become lists or dicts on the way."""
    if keyed(annotation):
        key = plain_type(get_args(annotation)[0])
        kind = get_origin(key) or key
        if isinstance(kind, type) and (issubclass(kind, (tuple, frozenset)) or dataclasses.is_dataclass(kind)):
            yield Lost(Loss.KEY, True, holder, field, type_text(annotation))
    for part in parts(annotation):
        yield from of_keys(part, holder, field)
