"""The same call on both sides, the real SDK and the stand-in, in one process; and what came of it, made comparable.

A row is a name of the extension API; its checks are functions that take the package (`flyte` or the stand-in).
A deliberate difference says why; an undeclared one fails the suite.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import importlib
import inspect
import pathlib
import re
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

SDK_RELEASE = "2.12.1"
ROOT = pathlib.Path(__file__).parent
_SUBMODULES = (
    "extend",
    "models",
    "errors",
    "io",
    "io.extend",
    "extras",
    "notify",
    "clustered",
    "sandbox",
    "types",
    "syncify",
    "app",
    "app.extras",
    "prefetch",
    "ai.agents",
    "ai.chat",
    "ai.mcp",
    "extras.webhooks",
    "extras.model_streamer",
)


@dataclasses.dataclass(repr=False)
class Check:
    """One call; `why` says why the outcomes differ, where they are meant to."""

    name: str
    call: Callable[[Any], Any]
    why: str | None = None


@dataclasses.dataclass(repr=False)
class Row:
    """A name and its checks."""

    name: str
    checks: list[Check] = dataclasses.field(default_factory=list)

    def table(self, cases: dict[str, Callable[[Any], Any]], why: str | None = None) -> None:
        """Add several calls."""
        self.checks += [Check(name, call, why) for name, call in cases.items()]


@functools.cache
def sides() -> tuple[ModuleType, ModuleType]:
    """Return the SDK and the stand-in, with their submodules imported."""
    for package in ("flyte", "flytex_cli.standin"):
        for name in _SUBMODULES:
            importlib.import_module(f"{package}.{name}")
    sdk = importlib.import_module("flyte")
    assert sdk.version() == SDK_RELEASE, f"the conformance suite compares with SDK {SDK_RELEASE}, not {sdk.version()}"
    return sdk, importlib.import_module("flytex_cli.standin")


def outcome(call: Callable[[Any], Any], package: ModuleType) -> Any:
    """Return what a call gives: its value as plain data, or its error."""
    try:
        return comparable(call(package))
    except Exception as error:
        return error


def family(error: Exception) -> list[str]:
    """Return the names that a caller can catch an error by: of `flyte.errors` and of Python itself."""
    classes = [cls for cls in type(error).__mro__ if cls.__module__ == "builtins" or cls.__module__.endswith("errors")]
    return [cls.__name__ for cls in classes]


def agree(sdk: Any, standin: Any) -> bool:
    """Say whether two outcomes are the same: equal values, or an error that is caught wherever the SDK's is."""
    if isinstance(sdk, Exception) and isinstance(standin, Exception):
        wanted, given = family(sdk), family(standin)
        return wanted[0] in given
    return not isinstance(sdk, Exception) and not isinstance(standin, Exception) and bool(sdk == standin)


def comparable(value: Any) -> Any:
    """Return a value of either side as plain data."""
    if hasattr(value, "DESCRIPTOR"):
        from google.protobuf.json_format import MessageToDict

        return MessageToDict(value)
    if type(value).__module__.startswith("kubernetes."):
        from kubernetes.client import ApiClient

        return ApiClient().sanitize_for_serialization(value)
    if isinstance(value, enum.Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, inspect.Signature):
        return [f"{p.kind.description} {p.name} = {_default(p.default)}" for p in value.parameters.values()]
    if dataclasses.is_dataclass(value):
        fields = {each.name: comparable(getattr(value, each.name, None)) for each in dataclasses.fields(value)}
        return {type(value).__name__: fields}
    if isinstance(value, dict):
        return {str(comparable(key)): comparable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [type(value).__name__, *(comparable(item) for item in value)]
    if isinstance(value, str):
        return re.sub(r" at 0x[0-9a-f]+", "", value.replace("flytex_cli.standin", "flyte"))
    if isinstance(value, (int, float, bytes, type(None))):
        return value
    return f"{type(value).__name__}: {value}" if type(value).__str__ is not object.__str__ else type(value).__name__


def _default(value: Any) -> Any:
    if value is inspect.Parameter.empty:
        return "-"
    return comparable(value) if not inspect.isclass(value) else value.__name__


def compare(check: Check) -> tuple[Any, Any]:
    """Return both outcomes."""
    sdk, standin = sides()
    return outcome(check.call, sdk), outcome(check.call, standin)


def context(package: Any, **settings: Any) -> Any:
    """Return a serialization context of a side."""
    defaults = {"version": "v1", "project": "p", "domain": "d", "org": "o", "root_dir": ROOT}
    return package.models.SerializationContext(**{**defaults, **settings})


def spec(package: Any, task: Any, **settings: Any) -> Any:
    """Return a task's spec."""
    return package.extras.serialize(task, context(package, **settings))


def all_checks(rows: list[Row]) -> Iterator[tuple[Row, Check]]:
    """Return every check with its row."""
    for row in rows:
        for check in row.checks:
            yield row, check
