"""Rows: task templates, their interface and source; and the tasks that the other rows use."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import inspect
import pickle
from typing import Any

from tests.conformance.standin.standin_harness import ROOT, Row, spec


def add(x: int, y: int = 2) -> int:
    """Add two numbers.

    Args:
        x: the first.
        y: the second.
    """
    return x + y


async def greet(name: str) -> str:
    return f"hello {name}"


async def fail(x: int) -> int:
    raise ValueError(f"no {x}")


def fail_sync(x: int) -> int:
    raise KeyError(x)


def environment(flyte: Any, **settings: Any) -> Any:
    return flyte.TaskEnvironment("conform", **settings)


def task(flyte: Any, func: Any = add, *, env: dict[str, Any] | None = None, **settings: Any) -> Any:
    owner = environment(flyte, **(env or {}))
    made = owner.task(**settings)(func)
    made.kept_alive = owner  # a task refers to its environment weakly
    return made


def settings_of(made: Any) -> dict[str, Any]:
    left_out = ("parent_env", "func", "task_resolver", "ref", "image", "interface", "cache", "plugin_config")
    names = [each for each in made.__dataclass_fields__ if each not in left_out and not each.startswith("_")]
    return {name: getattr(made, name) for name in names}


TEMPLATE = Row("AsyncFunctionTaskTemplate")


TEMPLATE.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.extend.AsyncFunctionTaskTemplate),
        "signature of TaskTemplate": lambda flyte: inspect.signature(flyte.extend.TaskTemplate),
        "signature of RuntimeTaskTemplate": lambda flyte: inspect.signature(flyte.extend.RuntimeTaskTemplate),
        "settings of a sync task": lambda flyte: settings_of(task(flyte)),
        "settings of an async task": lambda flyte: settings_of(task(flyte, greet)),
        "short name from the name": lambda flyte: bare(flyte).short_name,
        "image auto": lambda flyte: bare(flyte).image.uri,
        "image by URI": lambda flyte: bare(flyte, image="python:3.12").image.uri,
        "image none": lambda flyte: bare(flyte, image=None).image,
        "cache by word": lambda flyte: bare(flyte, cache="auto").cache.behavior,
        "cache by alias": lambda flyte: bare(flyte, cache="enabled").cache.behavior,
        "cache refused": lambda flyte: bare(flyte, cache="always"),
        "retries by number": lambda flyte: bare(flyte, retries=3).retries,
        "retries refused": lambda flyte: bare(flyte, retries=1.5),
        "retries refused, text": lambda flyte: bare(flyte, retries="3"),
        "service account refused": lambda flyte: bare(flyte, service_account=1),
        "unknown setting refused": lambda flyte: bare(flyte, colour="red"),
        "positional name refused": lambda flyte: flyte.extend.TaskTemplate("n"),
        "repr": lambda flyte: repr(bare(flyte, image=None)),
        "pickled without its environment": lambda flyte: pickle.loads(pickle.dumps(task(flyte))).parent_env,
        "copied with its environment": lambda flyte: copy.copy(task(flyte)).parent_env().name,
        "json_schema": lambda flyte: task(flyte).json_schema,
        "spec": lambda flyte: spec(flyte, task(flyte)),
    }
)


def bare(flyte: Any, **settings: Any) -> Any:
    interface = flyte.models.NativeInterface.from_callable(add)
    return flyte.extend.TaskTemplate(name="e.t", interface=interface, **settings)


WRAPPED = Row("a template that is no AsyncFunctionTaskTemplate but keeps a function in `func`")


def wrapped(flyte: Any, **settings: Any) -> Any:
    """Return a task of a plugin's class."""

    @dataclasses.dataclass(kw_only=True)
    class Wrapped(flyte.extend.TaskTemplate):  # type: ignore[misc,name-defined]
        func: Any = None

    interface = flyte.models.NativeInterface.from_callable(add)
    made = Wrapped(name="work", func=add, interface=interface, image="python:3.11", **settings)
    flyte.TaskEnvironment.from_task("jobs", made)
    return made


def default_resolver(flyte: Any) -> Any:
    name = f"{flyte.__name__}._internal.resolvers.default"
    return importlib.import_module(name).DefaultTaskResolver()


WRAPPED.table(
    {
        "spec": lambda flyte: spec(flyte, wrapped(flyte)),
        "spec with a cache": lambda flyte: spec(flyte, wrapped(flyte, cache="auto")),
        "arguments by the default resolver": lambda flyte: default_resolver(flyte).loader_args(wrapped(flyte), ROOT),
        "source file": lambda flyte: wrapped(flyte).source_file,
    }
)

INTERFACE = Row("native_interface")


INTERFACE.table(
    {
        "inputs": lambda flyte: task(flyte).native_interface.inputs,
        "outputs": lambda flyte: task(flyte).native_interface.outputs,
        "required": lambda flyte: task(flyte).native_interface.required_inputs(),
        "number required": lambda flyte: task(flyte).native_interface.num_required_inputs(),
        "has outputs": lambda flyte: task(flyte).native_interface.has_outputs(),
        "descriptions": lambda flyte: task(flyte).native_interface.docstring.input_descriptions,
        "short description": lambda flyte: task(flyte).native_interface.docstring.short_description,
        "repr": lambda flyte: repr(task(flyte).native_interface),
        "to kwargs": lambda flyte: task(flyte).native_interface.convert_to_kwargs(1, y=3),
        "too many": lambda flyte: task(flyte).native_interface.convert_to_kwargs(1, 2, 3),
        "no varargs": lambda flyte: flyte.models.NativeInterface.from_callable(lambda *a: a),
        "from types without default": lambda flyte: flyte.models.NativeInterface.from_types(
            {"x": (int, flyte.models.NativeInterface.has_default)}, {}
        ),
    }
)


SOURCE = Row("source_file")


SOURCE.table(
    {
        "of a function": lambda flyte: task(flyte).source_file,
        "without a function": lambda flyte: bare(flyte).source_file,
    }
)


ROWS = [TEMPLATE, WRAPPED, INTERFACE, SOURCE]
