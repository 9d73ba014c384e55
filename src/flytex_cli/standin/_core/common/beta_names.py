"""The 2.0 beta names of three settings, accepted beside today's.

`friendly_name`, `interruptable` and `env` became `short_name`, `interruptible` and `env_vars` in release 2.0.0.
"""

from __future__ import annotations

import functools
import inspect
from abc import ABCMeta
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

BETA_NAMES = {"friendly_name": "short_name", "interruptable": "interruptible", "env": "env_vars"}


def rename_beta(kwargs: dict[str, Any]) -> dict[str, Any]:
    """Return the keyword arguments under today's names; a setting given under both names is refused."""
    renamed: dict[str, Any] = {}
    for name, value in kwargs.items():
        current = BETA_NAMES.get(name, name)
        if current in renamed or (current != name and current in kwargs):
            raise TypeError(f"{current} is given twice, also under its beta name {name}: keep {current}")
        renamed[current] = value
    return renamed


def accepts_beta_names(function: Callable[P, T]) -> Callable[P, T]:
    """Let a function take the beta names too, with its signature unchanged."""

    @functools.wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        return function(*args, **rename_beta(kwargs))

    return call


def _constructor(cls: Any) -> inspect.Signature:
    return inspect.signature(cls.__init__)


class BetaNamesMeta(ABCMeta):
    """Let a class be constructed with the beta names; dataclass fields and signature stay today's."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if not BETA_NAMES.keys().isdisjoint(kwargs):
            parameters = _constructor(cls).parameters
            if not any(name in parameters for name in BETA_NAMES):
                kwargs = rename_beta(kwargs)
        return super().__call__(*args, **kwargs)

    @property
    def __signature__(cls) -> inspect.Signature:
        """The constructor's signature, which `inspect` would otherwise read off `__call__` above."""
        signature = _constructor(cls)
        return signature.replace(parameters=list(signature.parameters.values())[1:])
