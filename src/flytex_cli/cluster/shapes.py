"""What the objects that `kubectl get` prints look like, as far as they are read; the rest of them may be anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from reprlib import repr
from typing import Any

from flytex_cli.pods.errors import QuantityError
from flytex_cli.pods.quantity import parse_quantity

Shape = Callable[[Any, str], None]
"""Raises a `ShapeError` about a value at a path."""


class ShapeError(Exception):
    """A value is not what it must be.

    Attributes:
        path: the field, as `spec.hard.cpu`.
        problem: in words, to put after it.
    """

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


def check_shape(kind: str, item: Mapping[str, Any]) -> None:
    """Look at the fields of an object that are read.

    Raises:
        ShapeError: one holds what Kubernetes does not put there.
    """
    for field, shape in {"metadata": _METADATA, **_SHAPES.get(kind, {})}.items():
        shape(item.get(field), field)


def _fields(**shapes: Shape) -> Shape:
    def check(value: Any, path: str) -> None:
        for field, shape in shapes.items():
            shape(_mapping(value, path).get(field), f"{path}.{field}")

    return check


def _listed(shape: Shape) -> Shape:
    def check(value: Any, path: str) -> None:
        if value is not None and not isinstance(value, list):
            raise ShapeError(path, f"{repr(value)} is not a list")
        for index, each in enumerate(value or ()):
            shape(each, f"{path}[{index}]")

    return check


def _text(value: Any, path: str) -> None:
    if isinstance(value, (dict, list)):
        raise ShapeError(path, f"{repr(value)} is not text")


def _texts(value: Any, path: str) -> None:
    for key, each in _mapping(value, path).items():
        _text(each, f"{path}.{key}")


def _amounts(value: Any, path: str) -> None:
    for resource, amount in _mapping(value, path).items():
        try:
            quantity = parse_quantity(str(amount))
        except QuantityError as error:
            raise ShapeError(f"{path}.{resource}", error.message) from error
        if quantity.nanos < 0:
            raise ShapeError(f"{path}.{resource}", f"{repr(amount)} is negative")


def _mapping(value: Any, path: str) -> Mapping[str, Any]:
    if value is not None and not isinstance(value, dict):
        raise ShapeError(path, f"{repr(value)} is not a mapping")
    return value or {}


_METADATA = _fields(name=_text, namespace=_text, labels=_texts)
_REQUIREMENT = _fields(scopeName=_text, operator=_text, values=_listed(_text))
_LIMITS = _fields(
    type=_text, max=_amounts, min=_amounts, default=_amounts, defaultRequest=_amounts, maxLimitRequestRatio=_amounts
)
_SHAPES: Mapping[str, Mapping[str, Shape]] = {
    "Node": {
        "spec": _fields(taints=_listed(_fields(key=_text, value=_text, effect=_text))),
        "status": _fields(allocatable=_amounts),
    },
    "ResourceQuota": {
        "spec": _fields(
            hard=_amounts, scopes=_listed(_text), scopeSelector=_fields(matchExpressions=_listed(_REQUIREMENT))
        )
    },
    "LimitRange": {"spec": _fields(limits=_listed(_LIMITS))},
}
