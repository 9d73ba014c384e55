"""Tasks and apps as declared, for lint: also what the container will find where it looks for each."""

from __future__ import annotations

import enum
import inspect
import sys
import typing
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from flytex_cli.engine.base import CollectedEnvironment
from flytex_cli.engine.facts import facts_of
from flytex_cli.engine.lost import lost_values, variables
from flytex_cli.engine.plain import plain, plain_object, text
from flytex_cli.engine.source import is_library
from flytex_cli.engine.unpicklable import unpicklable_globals
from flytex_cli.facts.resolver import DEFAULT_RESOLVER
from flytex_cli.records import DeclaredApp, DeclaredTask, DeclaredValue, Json, SourceLocation


def declared_task(
    task: Any,
    environment: str | None,
    location: SourceLocation,
    replaced: bool = False,
    pickled: dict[int, str | None] | None = None,
) -> DeclaredTask:
    """Describe a task as plain data, even one that cannot be translated.

    Args:
        pickled: what is known of global values, for all tasks of a module.
    """
    func = getattr(task, "func", None)
    inner = inspect.unwrap(func) if func is not None else None
    resolver = _resolver(task) if func is not None else None
    return DeclaredTask(
        name=task.name,
        environment=environment,
        location=location,
        facts=facts_of(task),
        function=f"{inner.__module__}:{inner.__qualname__}" if inspect.isfunction(inner) else None,
        is_async=inspect.iscoroutinefunction(inner),
        resolver=resolver,
        found=_found(task, inner) if resolver == DEFAULT_RESOLVER else None,
        replaced=replaced,
        short_name=getattr(task, "short_name", None) or None,
        queue=getattr(task, "queue", None),
        service_account=getattr(task, "service_account", None),
        produces_artifacts=bool(getattr(task, "produces_artifacts", False)),
        env_vars=tuple(_values(task.env_vars if hasattr(task, "env_vars") else None)),
        odd_enums=tuple(_odd_enums(task.native_interface)),
        lost_values=tuple(lost_values(task.native_interface)),
        unpicklable=tuple(unpicklable_globals(func, {} if pickled is None else pickled)),
        pod_template=_pod_template(task.pod_template),
        triggers=tuple(map(_trigger, _listed(getattr(task, "triggers", None)))),
    )


def declared_app(app: Any, location: SourceLocation, names: tuple[str, ...]) -> DeclaredApp:
    """Describe an app as plain data, even one that cannot be translated."""
    return DeclaredApp(
        name=app.name,
        location=location,
        names=names,
        service_account=getattr(app, "service_account", None),
        env_vars=tuple(_values(app.env_vars)),
        pod_template=_pod_template(getattr(app, "pod_template", None)),
    )


def bindings(things: Iterable[Any], names: Iterable[str]) -> dict[int, tuple[str, ...]]:
    """Return where the user's modules hold some things at their top, by the `id` of each: `module:variable`.

    What else they hold is told apart by identity alone: to ask a lazy object what it is may make it load, and fail.

    Args:
        names: of the modules that were loaded last, in their order; where they do not hold all, one has the
            name of another.
    """
    wanted = {id(thing) for thing in things}
    found = _bindings(wanted, names)
    return found if found.keys() >= wanted else _bindings(wanted, sys.modules)


def _bindings(wanted: set[int], names: Iterable[str]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for name in list(names):
        members: Mapping[str, Any] = getattr(sys.modules.get(name), "__dict__", {})
        file: Any = members.get("__file__")
        if issubclass(type(file), str) and not is_library(file):
            for variable, value in list(members.items()):
                if id(value) in wanted:
                    found[id(value)] = (*found.get(id(value), ()), f"{name}:{variable}")
    return found


def replaced_tasks(
    found: Iterable[CollectedEnvironment], made: Iterable[Any]
) -> Iterator[tuple[CollectedEnvironment, Any]]:
    """Yield the tasks that an environment lost to a later one of the same name.

    Args:
        made: every template made so far; `override` and `clone` make some of the same function, which are no loss.
    """
    registered = {id(task) for collected in found for task in collected.tasks.values()}
    by_environment = {id(collected.environment): collected for collected in found}
    for task in made:
        parent = getattr(task, "parent_env", None)
        collected = by_environment.get(id(parent())) if callable(parent) else None
        if collected is None or id(task) in registered:
            continue
        winner = collected.tasks.get(task.name)
        if winner is not None and getattr(winner, "func", None) is not getattr(task, "func", None):
            yield collected, task


def _resolver(task: Any) -> str:
    resolver = getattr(task, "task_resolver", None)
    return DEFAULT_RESOLVER if resolver is None else str(getattr(resolver, "import_path", type(resolver).__qualname__))


def _found(task: Any, function: Any) -> str:
    """Return what `getattr(module, function.__name__)` gives, which is how the default resolver finds a task."""
    name = getattr(function, "__name__", "")
    module = sys.modules.get(getattr(function, "__module__", ""))
    members: Mapping[str, Any] = getattr(module, "__dict__", {})
    if not name.isidentifier():  # a lambda: the resolver looks through the module for the task itself
        return "task" if any(value is task for value in members.values()) else "nothing"
    if name not in members:
        return "nothing"
    value = members[name]
    if inspect.isfunction(value):  # functools.wraps gives a wrapper all attributes of the task within
        return "function"
    if value is task or getattr(value, "name", None) == task.name:
        return "task"
    return f"other task {value.name}" if hasattr(value, "native_interface") else type(value).__name__


def _values(mapping: Any) -> Iterator[DeclaredValue]:
    if isinstance(mapping, Mapping):
        for name, value in mapping.items():
            yield DeclaredValue(str(name), type(value).__name__, value if isinstance(value, str) else text(value))


def _odd_enums(interface: Any) -> Iterator[DeclaredValue]:
    for variable, annotation in variables(interface):
        for kind in _enums(annotation):
            why = _why_odd(kind)
            if why is not None:
                yield DeclaredValue(variable, why, kind.__qualname__)


def _enums(annotation: Any) -> Iterator[type[enum.Enum]]:
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        yield annotation
    for part in typing.get_args(annotation):
        yield from _enums(part)


def _why_odd(kind: type[enum.Enum]) -> str | None:
    """Return what SDK 2.12.1 refuses an enum for."""
    if issubclass(kind, enum.Flag):
        return "flag"
    if not len(kind):
        return "empty"
    is_wire_form = issubclass(kind, enum.IntEnum) or all(isinstance(member.value, str) for member in kind)
    return None if is_wire_form else "values"


def _pod_template(template: Any) -> Mapping[str, Json] | None:
    if template is None or isinstance(template, str):
        return None
    from kubernetes.client import ApiClient  # loaded already: the user's module made a V1PodSpec of it

    try:
        spec = ApiClient().sanitize_for_serialization(template.pod_spec)
    except Exception:  # a foreign object in the template: the translation says what is wrong with it
        return None
    return {
        "primary_container_name": str(template.primary_container_name),
        "labels": plain(template.labels or {}),
        "annotations": plain(template.annotations or {}),
        "pod_spec": spec,
    }


def _listed(triggers: Any) -> Iterable[Any]:
    if isinstance(triggers, tuple) and triggers and all(isinstance(each, str) for each in triggers):
        return ("".join(triggers),)  # a text that Flyte took apart
    return triggers if isinstance(triggers, (tuple, list)) else () if triggers is None else (triggers,)


def _trigger(trigger: Any) -> Mapping[str, Json]:
    automation = getattr(trigger, "automation", None)
    inputs = dict(getattr(trigger, "inputs", None) or {})
    return {
        **(plain_object(trigger) or {}),
        "type": type(trigger).__name__,
        "automation": {"kind": type(automation).__name__, **(plain_object(automation) or {}), **_rate(automation)},
        "inputs": {str(name): _trigger_input(value) for name, value in inputs.items()},
        "env_vars": {value.name: value.type for value in _values(getattr(trigger, "env_vars", None))},
    }


def _rate(automation: Any) -> Mapping[str, Json]:
    """Write a rate of a wrong type as its own text: a timedelta would be a number of seconds."""
    rate = getattr(automation, "interval_minutes", None)
    if not isinstance(rate, timedelta):
        return {}
    minutes = rate.total_seconds() / 60
    return {"interval_minutes": f"timedelta(minutes={minutes:.15g})"}


def _trigger_input(value: Any) -> Json:
    return {"trigger_time": True} if type(value).__name__ == "_trigger_time" else plain(value)
