"""Tasks with given settings, for the rows."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from tests.conformance.standin.standin_harness import spec
from tests.conformance.standin.standin_rows_task import add, task

Call = Callable[[Any], Any]


def with_resources(**values: Any) -> Call:
    """Return the spec of a task with these resources; devices are given as functions of the package."""

    def call(flyte: Any) -> Any:
        made = {name: value(flyte) if callable(value) else value for name, value in values.items()}
        return spec(flyte, task(flyte, env={"resources": flyte.Resources(**made)}))

    return call


def signatures(*names: str) -> dict[str, Call]:
    return {f"signature of {name}": lambda flyte, name=name: inspect.signature(getattr(flyte, name)) for name in names}


def with_task(**settings: Any) -> Call:
    """Return the spec of a task with these settings; values that depend on the package are functions of it."""
    return lambda flyte: spec(
        flyte, task(flyte, **{name: value(flyte) if callable(value) else value for name, value in settings.items()})
    )


def with_env(func: Any = add, **settings: Any) -> Call:
    return lambda flyte: spec(
        flyte,
        task(flyte, func, env={name: value(flyte) if callable(value) else value for name, value in settings.items()}),
    )


class Fixed:
    def get_version(self, salt: str, params: Any) -> str:
        return f"fixed{salt}"


class Broken:
    def get_version(self, salt: str, params: Any) -> str:
        raise OSError("no")


def container(flyte: Any, name: str = "c", **settings: Any) -> Any:
    return flyte.extras.ContainerTask(name=name, image="alpine:3", command=["echo", "{{.inputs.x}}"], **settings)
