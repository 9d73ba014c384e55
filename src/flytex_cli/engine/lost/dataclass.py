"""What mashumaro loses of dataclasses, and of dicts that it writes."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator
from typing import Any, ClassVar, get_origin, get_type_hints

from flytex_cli.engine.lost.loss import Lost, is_model, name_of, of_keys, parts, plain_type
from flytex_cli.engine.plain import type_text
from flytex_cli.facts.stubs import STUB_MARK
from flytex_cli.records import Loss

_READ_IN_ITS_OWN_WAY = ("_deserialize", "__pre_deserialize__", "__is_pydantic_dataclass__")
"""What classes have whose values are not made of their fields by name."""


def of_written(annotation: Any) -> Iterator[Lost]:
    """Compare what each class writes with what it takes; then build what writes and reads the type, as Flyte does."""
    yield from of_keys(annotation)
    is_known = True
    seen: set[Any] = set()
    waiting = [annotation]
    while waiting:
        each = waiting.pop()
        kind = get_origin(each) or each
        is_known = is_known and STUB_MARK not in getattr(kind, "__dict__", ())
        if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind not in seen:
            seen.add(kind)
            hints = _annotated(kind)
            yield from _of_class(kind, hints)
            waiting += hints.values()
        waiting += parts(each)
    if is_known:
        yield from _unwritten(annotation)


def _unwritten(annotation: Any) -> Iterator[Lost]:
    from mashumaro.codecs.basic import BasicDecoder, BasicEncoder
    from mashumaro.exceptions import UnserializableField

    try:
        BasicEncoder(annotation)
        BasicDecoder(annotation)
    except UnserializableField as error:
        is_own = dataclasses.is_dataclass(error.holder_class) and error.field_name
        holder, field = (name_of(error.holder_class), error.field_name) if is_own else ("", "")
        loss = Loss.MODEL if is_model(error.field_type) else Loss.FIELD
        yield Lost(loss, True, holder, field, type_text(error.field_type))


def _annotated(kind: type) -> dict[str, Any]:
    """Return what mashumaro takes for the fields of a class."""
    hints = {name: plain_type(hint) for name, hint in get_type_hints(kind, include_extras=True).items()}
    return {
        name: hint
        for name, hint in hints.items()
        if hint is not ClassVar and get_origin(hint) is not ClassVar
        if hint is not dataclasses.KW_ONLY and not isinstance(hint, dataclasses.InitVar)
    }


def _of_class(kind: type, hints: dict[str, Any]) -> Iterator[Lost]:
    holder = name_of(kind)
    for name, hint in hints.items():
        yield from of_keys(hint, holder, name)
    if any(hasattr(kind, name) for name in _READ_IN_ITS_OWN_WAY):
        return
    fields = {field.name: field for field in dataclasses.fields(kind)}
    yield from _renamed(kind, fields, holder)
    written = {name for name in hints if name not in fields or fields[name].init}
    parameters = list(inspect.signature(kind).parameters.values())
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        return
    taken = {parameter.name for parameter in parameters}
    for name in hints:
        if name in written - taken:
            owner = next(each for each in kind.__mro__ if name in inspect.get_annotations(each))
            yield Lost(Loss.REFUSED, True, holder, name, name_of(owner))
    for parameter in parameters:
        needed = parameter.default is parameter.empty and parameter.kind is not parameter.VAR_POSITIONAL
        if needed and parameter.name not in written:
            yield Lost(Loss.MISSING, True, holder, parameter.name, "")


def _renamed(kind: type, fields: dict[str, dataclasses.Field[Any]], holder: str) -> Iterator[Lost]:
    config = getattr(kind, "Config", None)
    if getattr(config, "serialize_by_alias", False) or getattr(config, "allow_deserialization_not_by_alias", False):
        return
    aliases = getattr(config, "aliases", {})
    for name, field in fields.items():
        alias = field.metadata.get("alias") or aliases.get(name)
        if alias and alias != name:
            required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
            yield Lost(Loss.RENAMED, required, holder, name, str(alias))
