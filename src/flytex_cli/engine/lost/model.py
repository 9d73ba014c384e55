"""What pydantic loses of a model between `model_dump_json` and `model_validate`."""

from __future__ import annotations

import datetime
import decimal
import enum
import uuid
from collections.abc import Iterator
from typing import Any, get_origin

from pydantic import AliasChoices, BaseModel, PlainSerializer, RootModel, SecretBytes, SecretStr, WrapSerializer

from flytex_cli.engine.lost.loss import Lost, name_of, of_keys, parts, plain_type
from flytex_cli.engine.plain import type_text
from flytex_cli.records import Loss

_NO_OBJECT = (
    *(list, tuple, set, frozenset, str, bytes, int, float, bool),
    *(datetime.date, datetime.time, datetime.timedelta, decimal.Decimal, uuid.UUID, enum.Enum),
)
"""What is no object in JSON."""


def of_model(model: type[BaseModel]) -> Iterator[Lost]:
    """Look at a model that travels on its own, and at those in its fields."""
    if issubclass(model, RootModel) and not _is_changed(model):
        root = plain_type(model.model_fields["root"].annotation)
        kind = get_origin(root) or root
        if isinstance(kind, type) and issubclass(kind, _NO_OBJECT):
            yield Lost(Loss.ROOT, True, name_of(model), "", type_text(root))
            return
    seen: set[Any] = set()
    waiting: list[Any] = [model]
    while waiting:
        each = waiting.pop()
        waiting += parts(each)
        if isinstance(each, type) and issubclass(each, BaseModel) and each not in seen and not _is_changed(each):
            seen.add(each)
            yield from _of_fields(each)
            waiting += [plain_type(field.annotation) for field in each.model_fields.values() if not field.exclude]


def _is_changed(model: type[BaseModel]) -> bool:
    """Return whether a model writes or reads itself in a way of its own, or is Flyte's."""
    if model.__module__.partition(".")[0] in ("flyte", "flytex_cli"):
        return True
    base = RootModel if issubclass(model, RootModel) else BaseModel
    own = ("model_dump_json", "model_validate", "__get_pydantic_core_schema__", "__init__")
    if any(getattr(getattr(model, name), "__func__", getattr(model, name)) is not _of(base, name) for name in own):
        return True
    decorators = model.__pydantic_decorators__
    adapting = any(each.info.mode != "after" for each in decorators.model_validators.values())
    return adapting or bool(decorators.model_serializers or decorators.root_validators)


def _of(base: type, name: str) -> Any:
    method = getattr(base, name)
    return getattr(method, "__func__", method)


def _of_fields(model: type[BaseModel]) -> Iterator[Lost]:
    config, holder = model.model_config, name_of(model)
    by_name = config.get("populate_by_name") or config.get("validate_by_name")
    serializers = model.__pydantic_decorators__.field_serializers.values()
    written_anew = {name for each in serializers for name in each.info.fields}
    for name, field in model.model_fields.items():
        if field.exclude is True:
            yield Lost(Loss.EXCLUDED, field.is_required(), holder, name, "")
            continue
        written = (field.serialization_alias or name) if config.get("serialize_by_alias") else name
        read = _read_by(field.validation_alias, name, bool(by_name), config.get("validate_by_alias", True))
        if written not in read:
            yield Lost(Loss.ALIAS, field.is_required(), holder, name, " or ".join(read))
        custom = any(isinstance(each, (PlainSerializer, WrapSerializer)) for each in field.metadata)
        if not custom and not written_anew & {name, "*"} and not config.get("json_encoders"):
            if (secret := _secret(field.annotation)) is not None:
                yield Lost(Loss.SECRET, False, holder, name, secret)
            yield from of_keys(plain_type(field.annotation), holder, name)


def _read_by(alias: Any, name: str, by_name: bool, by_alias: bool) -> list[str]:
    own = [name] if by_name or alias is None else []
    if alias is None or not by_alias:
        return own
    choices = alias.choices if isinstance(alias, AliasChoices) else [alias]
    return [each if isinstance(each, str) else ".".join(map(str, each.path)) for each in choices] + own


def _secret(annotation: Any) -> str | None:
    annotation = plain_type(annotation)
    if isinstance(annotation, type) and issubclass(annotation, (SecretStr, SecretBytes)):
        return annotation.__name__
    return next((found for part in parts(annotation) if (found := _secret(part)) is not None), None)
