"""The pydantic model in which a TypedDict travels, with the TypedDicts inside it."""

from __future__ import annotations

import typing
from typing import Any, get_args, get_origin

from .errors import TypeTransformerFailedError

_PREFIX = "TypedDictWrapper_"
_models: dict[Any, Any] = {}


def is_typed_dict(python_type: Any) -> bool:
    """Tell a TypedDict class, whether `typing` or `typing_extensions` made it."""
    return isinstance(python_type, type) and type(python_type).__name__ == "_TypedDictMeta"


def typed_dict_model(python_type: Any) -> Any:
    """Make the model of a TypedDict; a `NotRequired` key is optional with the default None.

    Models are kept: while one is being made, its name stands for it, so that a TypedDict may contain itself.
    """
    if not is_typed_dict(python_type):
        raise TypeTransformerFailedError(f"a TypedDict cannot be annotated: {python_type}")
    if python_type in _models:
        return _models[python_type]
    from pydantic import create_model

    name = _PREFIX + python_type.__name__
    _models[python_type] = name
    try:
        fields = {key: _field(hint) for key, hint in _hints(python_type).items()}
        model = create_model(name, **typing.cast(Any, fields))
        _models[python_type] = model
        made = {_PREFIX + known.__name__: m for known, m in _models.items() if isinstance(m, type)}
        model.model_rebuild(_types_namespace=made)
    except BaseException:
        del _models[python_type]
        raise
    return model


def _hints(python_type: Any) -> dict[str, Any]:
    try:
        return typing.get_type_hints(python_type, include_extras=True)
    except Exception:  # evaluates the user's annotations, which may name anything
        return dict(python_type.__annotations__)


def _field(hint: Any) -> tuple[Any, Any]:
    qualifier = getattr(get_origin(hint), "_name", None)
    inner = get_args(hint)[0] if qualifier in ("NotRequired", "Required") else hint
    if qualifier == "NotRequired":
        return typing.Optional[_with_models(inner)], None  # noqa: UP045
    return _with_models(inner), ...


def _with_models(hint: Any) -> Any:
    """Put models in the place of the TypedDicts inside a type."""
    if is_typed_dict(hint):
        return typed_dict_model(hint)
    origin, args = get_origin(hint), get_args(hint)
    if origin is None or not args:
        return hint
    converted = tuple(_with_models(arg) for arg in args)
    # Forward references need typing's spelling: a model being made is still its name.
    spelled: Any = {list: typing.List, dict: typing.Dict, set: typing.Set, tuple: typing.Tuple}.get(origin, origin)  # noqa: UP006
    try:
        return spelled[converted if len(converted) > 1 or origin is tuple else converted[0]]
    except TypeError:  # not every origin can be parametrised again (types.UnionType)
        return hint
