"""Read foreign JSON or YAML as a Kubernetes object, the way Go decodes it into its typed structs.

`kubernetes_fields.json` lists the fields of every type a Pod is made of, in the API version Flyte's backend is built
with. Fields it does not know are dropped (with a warning: Go drops them in silence), values of a wrong type are
dropped (with an error: Go refuses the whole object), quantities become canonical.

A kind is written `string`, `int`, `bool`, `number`, `quantity`, `port`, `duration`, `any`, a type's name, `[kind]` or
`{kind}`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from difflib import get_close_matches
from enum import Enum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from flytex_cli.pods.durations import parse_duration
from flytex_cli.pods.errors import QuantityError
from flytex_cli.pods.findings import Code
from flytex_cli.pods.origins import Path
from flytex_cli.pods.quantity import canonical
from flytex_cli.pods.viper import written
from flytex_cli.pods.weak import json_number, weaken
from flytex_cli.pods.yaml_text import Timestamp
from flytex_cli.wire.struct import JsonObject

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


_ZERO: dict[str, Any] = {
    "string": "",
    "int": 0,
    "bool": False,
    "number": 0,
    "quantity": "0",
    "port": 0,
    "duration": 0.0,
}
_INLINED: dict[str, tuple[str, Callable[[str], bool]]] = {
    "Volume": ("VolumeSource", lambda field: field != "name"),
    "Probe": ("ProbeHandler", lambda field: field in ("exec", "grpc", "httpGet", "tcpSocket")),
    **dict.fromkeys(
        (
            "ConfigMapEnvSource",
            "ConfigMapKeySelector",
            "ConfigMapProjection",
            "ConfigMapVolumeSource",
            "SecretEnvSource",
            "SecretKeySelector",
            "SecretProjection",
        ),
        ("LocalObjectReference", lambda field: field == "name"),
    ),
}
"""Types that inline another Go struct: its name, and which of their fields are that struct's."""


class Reading(Enum):
    """By whose rules a value is read."""

    STRICT = "strict"
    """The API server's: field names to the letter."""

    JSON = "json"
    """Go's `encoding/json`: field names in any letter case."""

    CONFIG = "config"
    """mapstructure's, as Flyte's configuration is read: besides, one object where a list is expected, numbers where
    text is expected and the other way round; and inlined structs only under their own name."""


class FieldDecoder:
    """Decode values of given kinds, reporting what is dropped."""

    def __init__(self, report: Report, reading: Reading = Reading.STRICT) -> None:
        self.report = report
        self.reading = reading

    @property
    def weak(self) -> bool:
        return self.reading is Reading.CONFIG

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

    def _item(self, value: object, kind: str, path: Path) -> Any:
        """Decode an item of a list or an entry of a mapping: a null there is the kind's zero, not nothing."""
        if value is None and kind != "any":
            return [] if kind[0] == "[" else {} if kind[0] == "{" or kind in _types() else _ZERO[kind]
        return self._decode(value, kind, path)

    def _list(self, value: object, kind: str, path: Path) -> Any:
        if self.weak and not isinstance(value, list):
            if kind == "string" and isinstance(value, str):
                value = value.split(",") if value else []
            else:
                value = [] if value == {} else [value]
        if not isinstance(value, list):
            return self._refuse(value, "a list", path)
        items = [self._item(item, kind, (*path, index)) for index, item in enumerate(value)]
        return [item for item in items if item is not _ABSENT] or _ABSENT

    def _map(self, value: object, kind: str, path: Path) -> Any:
        if self.weak and isinstance(value, list) and all(isinstance(item, dict) for item in value):
            value = {key: child for item in value for key, child in item.items()}
        if not isinstance(value, dict):
            return self._refuse(value, "a mapping", path)
        if self.weak:
            self._say_lowered(value, path)
        decoded = {str(key): self._item(child, kind, (*path, str(key))) for key, child in value.items()}
        return {key: child for key, child in decoded.items() if child is not _ABSENT} or _ABSENT

    def _say_lowered(self, mapping: dict[str, Any], path: Path) -> None:
        for key in mapping:
            name = written(key)
            if name != key:
                hint = f"write it as a list: `- {name}: ...`"
                self.report(Code.LETTER_CASE, (*path, name), f"is read as {str(key)!r}", hint)

    def _struct(self, value: object, kind: str, path: Path) -> Any:
        if not isinstance(value, dict):
            return self._refuse(value, "a mapping", path)
        known = dict(fields_of(kind))
        inlined, is_inlined = _INLINED.get(kind, ("", lambda field: False)) if self.weak else ("", lambda field: False)
        folded = {name.lower(): name for name in (*known, inlined)} if self.reading is not Reading.STRICT else {}
        decoded: dict[str, Any] = {}
        for key, child in value.items():
            name = folded.get(str(key).lower()) if folded else str(key)
            if name and name == inlined:
                decoded.update(self._inlined(child, kind, path))
            elif name not in known:
                self._unknown(written(key), kind, path)
            elif is_inlined(name):
                self._not_read(name, kind, inlined, path)
            else:
                result = self._decode(child, known[name], (*path, name))
                if result is not _ABSENT:
                    decoded[name] = result
        return decoded

    def _inlined(self, value: object, kind: str, path: Path) -> JsonObject:
        name, belongs = _INLINED[kind]
        if not isinstance(value, dict):
            self._refuse(value, "a mapping", (*path, name))
            return {}
        known = {field: own for field, own in fields_of(kind).items() if belongs(field)}
        folded = {field.lower(): field for field in known}
        decoded = {}
        for key, child in value.items():
            field = folded.get(str(key).lower())
            if field is None:
                self._unknown(written(key), name, (*path, name))
                continue
            result = self._decode(child, known[field], (*path, name, field))
            if result is not _ABSENT:
                decoded[field] = result
        return decoded

    def _scalar(self, value: object, kind: str, path: Path) -> Any:
        if kind == "quantity":
            return self._quantity(value, path)
        if kind == "duration":
            return self._duration(value, path)
        if kind == "port":
            return value if _is_int(value) or isinstance(value, str) else self._refuse(value, "a port", path)
        if self.weak:
            value = weaken(value, kind)
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
        # Go trims the blanks, wherever a quantity stands in JSON.
        text = value.strip() if isinstance(value, str) else json_number(value)
        try:
            return canonical(text)
        except QuantityError as problem:
            self.report(Code.BAD_QUANTITY, path, problem.message, problem.hint)
            return text

    def _duration(self, value: object, path: Path) -> Any:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value / 1e9  # A bare number is nanoseconds to Go.
        if not isinstance(value, str):
            return self._refuse(value, "a duration", path)
        try:
            return parse_duration(value) if value else 0.0
        except ValueError as problem:
            self.report(Code.MALFORMED_FIELD, path, str(problem), None)
            return _ABSENT

    def _refuse(self, value: object, wanted: str, path: Path) -> Any:
        hint = "put it in quotes" if wanted == "text" and isinstance(value, Timestamp) else None
        self.report(Code.MALFORMED_FIELD, path, f"expected {wanted}, found {_short(value)}", hint)
        return _ABSENT

    def _unknown(self, key: str, kind: str, path: Path) -> None:
        guess = nearest(key, list(fields_of(kind)))
        hint = f"did you mean {guess!r}?" if guess else None
        self.report(Code.UNKNOWN_FIELD, (*path, key), f"{kind} has no field {key!r}; it is dropped", hint)

    def _not_read(self, field: str, kind: str, inlined: str, path: Path) -> None:
        message = f"the backend does not read {field!r} of a {kind} in its configuration; it is dropped"
        hint = f"write {inlined}: {{{field}: ...}}, or use a PodTemplate object"
        self.report(Code.FIELD_NOT_READ, (*path, field), message, hint)


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
