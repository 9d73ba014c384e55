"""What a live app environment declares, as the plain facts of a record."""

from __future__ import annotations

import inspect
import shlex
from collections.abc import Iterable, Iterator, Mapping
from types import CodeType
from typing import Any

from flytex_cli.engine.facts import image_facts, names, pod_template_facts, secret_facts
from flytex_cli.engine.plain import plain, plain_object
from flytex_cli.records import AppFacts, Json

_FUNCTIONS = ("_server", "_on_startup", "_on_shutdown")


def app_facts(environment: Any) -> AppFacts:
    """Return the declared facts of a `flyte` AppEnvironment of any release."""
    port = getattr(environment, "port", None)
    scaling = environment.scaling
    return AppFacts(
        kind=type(environment).__name__,
        type=_text(getattr(environment, "type", None)),
        description=_text(getattr(environment, "description", None)),
        image=image_facts(environment.image),
        resources=plain_object(environment.resources),
        port=port if isinstance(port, int) else getattr(port, "port", None),
        port_name=_text(getattr(port, "name", None)),
        args=_words(environment.args),
        command=_words(environment.command),
        requires_auth=bool(environment.requires_auth),
        replicas=tuple(int(number) for number in scaling.get_replicas()),
        scaling=plain_object(scaling),
        domain=plain_object(environment.domain),
        links=tuple(plain_object(link) or {} for link in environment.links),
        parameters=tuple(map(_parameter, filter(is_parameter, getattr(environment, "parameters", None) or ()))),
        cluster_pool=_text(getattr(environment, "cluster_pool", None)),
        cluster=_text(getattr(environment, "cluster", None)),
        timeouts=plain_object(getattr(environment, "timeouts", None)),
        secrets=secret_facts(environment.secrets),
        env_vars=names(environment.env_vars),
        pod_template=pod_template_facts(getattr(environment, "pod_template", None)),
        include=tuple(map(str, getattr(environment, "include", None) or ())),
        **{name.removeprefix("_"): _function(getattr(environment, name, None)) for name in _FUNCTIONS},
    )


def app_code(environment: Any) -> Iterator[CodeType]:
    """Yield the code of an app's functions."""
    for name in _FUNCTIONS:
        function: Any = getattr(environment, name, None)
        code = getattr(inspect.unwrap(function), "__code__", None) if function is not None else None
        if code is not None:
            yield code


def is_parameter(thing: Any) -> bool:
    """Return whether an item of `parameters` is one: Flyte does not look."""
    return hasattr(thing, "name") and hasattr(thing, "value")


def _parameter(parameter: Any) -> Mapping[str, Json]:
    facts = plain_object(parameter) or {}
    value = parameter.value
    return facts if value is None else {**facts, "value": value if isinstance(value, str) else _looked_up(value)}


def _looked_up(value: Any) -> Mapping[str, Json]:
    """Return a value that is looked up with its fields that were set; a file or folder with its path."""
    kind = type(value).__name__
    if kind in ("File", "Dir"):
        return {"kind": kind, "path": str(value.path)}
    return {"kind": kind, **{name: plain(each) for name, each in value.model_dump(exclude_unset=True).items()}}


def _words(command: str | Iterable[str] | None) -> tuple[str, ...] | None:
    if isinstance(command, str):
        try:
            return tuple(shlex.split(command))
        except ValueError:  # an open quotation, which the translation refuses
            return (command,)
    return None if command is None else tuple(map(str, command))


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _function(function: Any) -> str | None:
    """Return the name of a function; of another object that can be called, of what it wraps, or of its class."""
    if function is None:
        return None
    named = function if hasattr(function, "__qualname__") else getattr(function, "func", type(function))
    return f"{named.__module__}:{getattr(named, '__qualname__', type(named).__name__)}"
