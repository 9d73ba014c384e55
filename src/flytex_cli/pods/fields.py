"""Read foreign JSON or YAML as a Kubernetes object, the way Go decodes it into its typed structs.

`kubernetes_fields.json` lists the fields of every type a Pod is made of, in the API version Flyte's backend is built
with. Fields it does not know are dropped (with a warning: Go drops them in silence), values of a wrong type are
dropped (with an error: Go refuses the whole object), quantities become canonical.

A kind is written `string`, `int`, `bool`, `number`, `quantity`, `port`, `any`, a type's name, `[kind]` or `{kind}`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from typing import Any

from flytex_cli.pods.errors import QuantityError
from flytex_cli.pods.findings import Code
from flytex_cli.pods.origins import Path
from flytex_cli.pods.quantity import canonical

Report = Callable[[Code, Path, str, "str | None"], None]

_ABSENT: Any = object()
_NAMES = {"string": "text", "int": "a whole number", "bool": "true or false", "number": "a number"}


@lru_cache(maxsize=1)
def _types() -> dict[str, dict[str, str]]:
    text = files(__package__).joinpath("kubernetes_fields.json").read_text(encoding="utf-8")
    types: dict[str, dict[str, str]] = json.loads(text)
    return types


def fields_of(type_name: str) -> dict[str, str]:
    """Return field name -> kind of a Kubernetes type; empty for kinds that have no fields."""
    return _types().get(type_name, {})


def nearest(name: str, known: list[str]) -> str | None:
    """Return the known name that `name` was probably meant to be."""
    folded = {candidate.lower(): candidate for candidate in known}
    matches = get_close_matches(name.lower(), list(folded), n=1, cutoff=0.7)
    return folded[matches[0]] if matches else None


class FieldDecoder:
    """Decode values of given kinds, reporting what is dropped.

    Attributes:
        weak: read as Flyte's configuration is read: keys in any letter case, one object where a list is expected,
            numbers where text is expected.
    """

    def __init__(self, report: Report, *, weak: bool = False) -> None:
        self.report = report
        self.weak = weak

    def decode(self, value: object, kind: str, path: Path) -> Any:
        """Return the decoded value, or None when nothing of it is left."""
        decoded = self._decode(value, kind, path)
        return None if decoded is _ABSENT else decoded

    def _decode(self, value: object, kind: str, path: Path) -> Any:
        if value is None:
            return _ABSENT
        if kind == "any":
            return value
        if kind.startswith("["):
            return self._list(value, kind[1:-1], path)
        if kind.startswith("{"):
            return self._map(value, kind[1:-1], path)
        if kind in _types():
            return self._struct(value, kind, path)
        return self._scalar(value, kind, path)

    def _list(self, value: object, kind: str, path: Path) -> Any:
        if self.weak and not isinstance(value, list):
            value = value.split(",") if kind == "string" and isinstance(value, str) else [value]
        if not isinstance(value, list):
            return self._refuse(value, "a list", path)
        items = [self._decode(item, kind, (*path, index)) for index, item in enumerate(value)]
        return [item for item in items if item is not _ABSENT] or _ABSENT

    def _map(self, value: object, kind: str, path: Path) -> Any:
        if self.weak and isinstance(value, list) and all(isinstance(item, dict) for item in value):
            value = {key: child for item in value for key, child in item.items()}
        if not isinstance(value, dict):
            return self._refuse(value, "a mapping", path)
        decoded = {str(key): self._decode(child, kind, (*path, str(key))) for key, child in value.items()}
        return {key: child for key, child in decoded.items() if child is not _ABSENT} or _ABSENT

    def _struct(self, value: object, kind: str, path: Path) -> Any:
        if not isinstance(value, dict):
            return self._refuse(value, "a mapping", path)
        known = fields_of(kind)
        folded = {name.lower(): name for name in known} if self.weak else {}
        decoded = {}
        for key, child in value.items():
            name = folded.get(str(key).lower()) if self.weak else str(key)
            if name not in known:
                self._unknown(str(key), kind, path)
                continue
            result = self._decode(child, known[name], (*path, name))
            if result is not _ABSENT:
                decoded[name] = result
        return decoded

    def _scalar(self, value: object, kind: str, path: Path) -> Any:
        if kind == "quantity":
            return self._quantity(value, path)
        if kind == "port":
            return value if _is_int(value) or isinstance(value, str) else self._refuse(value, "a port", path)
        if self.weak:
            value = _weaken(value, kind)
        accepted = {
            "string": isinstance(value, str),
            "bool": isinstance(value, bool),
            "int": _is_int(value),
            "number": isinstance(value, (int, float)) and not isinstance(value, bool),
        }[kind]
        return value if accepted else self._refuse(value, _NAMES[kind], path)

    def _quantity(self, value: object, path: Path) -> Any:
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            return self._refuse(value, "a quantity", path)
        try:
            return canonical(str(value))
        except QuantityError as problem:
            self.report(Code.BAD_QUANTITY, path, problem.message, problem.hint)
            return str(value)

    def _refuse(self, value: object, wanted: str, path: Path) -> Any:
        self.report(Code.MALFORMED_FIELD, path, f"expected {wanted}, found {_short(value)}", None)
        return _ABSENT

    def _unknown(self, key: str, kind: str, path: Path) -> None:
        guess = nearest(key, list(fields_of(kind)))
        hint = f"did you mean {guess!r}?" if guess else None
        self.report(Code.UNKNOWN_FIELD, (*path, key), f"{kind} has no field {key!r}; it is dropped", hint)


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _weaken(value: object, kind: str) -> object:
    """Convert as mapstructure does with WeaklyTypedInput; true as text is "1" there."""
    if kind == "string" and isinstance(value, (int, float)):
        return str(int(value)) if isinstance(value, bool) else str(value)
    if kind == "bool" and isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if kind == "int" and isinstance(value, str) and value.lstrip("-").isdigit():
        return int(value)
    return value


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
