"""Make what would reach a cluster harmless while a user's module is imported.

`flyte.init*` runs without a client. `flyte.run`, `deploy` and their like do nothing, are remembered so that they can be
reported, and return a value on which anything may be called.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from flytex_cli.engine.parameters import parameters

INIT = ("init", "init_from_config", "init_from_api_key", "init_in_cluster", "init_passthrough")
RUN = (
    "run",
    "rerun",
    "deploy",
    "serve",
    "build",
    "build_images",
    "with_runcontext",
    "with_servecontext",
    "run_python_script",
)


class Inert:
    """The result of a call that was not made: every attribute, item and call of it is inert too."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert(f"{self._name}.{name}")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return Inert(f"{self._name}()")

    def __getitem__(self, key: Any) -> Any:
        return Inert(f"{self._name}[...]")

    def __iter__(self) -> Any:
        return iter(())

    def __await__(self) -> Any:
        yield from ()
        return self

    def __str__(self) -> str:
        return f"<{self._name}: not called while serializing>"

    __repr__ = __str__


class Remembered:
    """Stand in for a function that starts something in a cluster: note the caller, do nothing."""

    def __init__(self, name: str, original: Any, note: Callable[[str, Any], None]) -> None:
        self.__name__ = name
        self.original = original
        self._note = note

    def __call__(self, *args: Any, **kwargs: Any) -> Inert:
        self._note(self.__name__, sys._getframe(1))
        return Inert(f"flyte.{self.__name__}()")

    async def aio(self, *args: Any, **kwargs: Any) -> Inert:
        """Return the asynchronous form."""
        self._note(self.__name__, sys._getframe(1))
        return Inert(f"flyte.{self.__name__}()")


class HarmlessInit:
    """Stand in for a `flyte.init*` function: initialize without a client, whatever the configuration says.

    What the user's call leaves open keeps the value it has in the run: project, domain and the like.
    """

    def __init__(self, original: Any, plain_init: Any, settings: Mapping[str, Any]) -> None:
        self.original = original
        self._plain = plain_init
        known = parameters(getattr(original, "fn", original))
        self._settings = {name: value for name, value in settings.items() if value is not None and name in known}
        self.__name__ = getattr(original, "__name__", "init")
        self.__doc__ = getattr(original, "__doc__", None)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return self.original(*args, **self._filled(args, kwargs))
        except Exception:  # a missing or odd configuration file, an endpoint that cannot be parsed
            self._plain(**self._settings)
            return {}

    async def aio(self, *args: Any, **kwargs: Any) -> Any:
        """Return the asynchronous form."""
        try:
            return await self.original.aio(*args, **self._filled(args, kwargs))
        except Exception:  # as above
            await self._plain.aio(**self._settings)
            return {}

    def _filled(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        given = {name for name, value in kwargs.items() if value is not None}
        return kwargs if args else {**kwargs, **{k: v for k, v in self._settings.items() if k not in given}}


def expect(flyte: ModuleType) -> None:
    """Load and look at, before any fork, what `install` replaces."""
    for name in (*INIT, *RUN):
        original = getattr(flyte, name, None)
        if original is not None and name in INIT:
            parameters(getattr(original, "fn", original))


def install(flyte: ModuleType, note: Callable[[str, Any], None], settings: Mapping[str, Any]) -> None:
    """Replace the functions of `flyte` that would reach a cluster.

    Args:
        flyte: the package.
        note: told the name and the caller's frame of each call that is not made.
        settings: project, domain and org of the run.
    """
    initialize = sys.modules.get(f"{flyte.__name__}._initialize")
    if initialize is not None and hasattr(initialize, "_initialize_client"):
        setattr(initialize, "_initialize_client", _no_client)  # noqa: B010  (a private name of another package)
    plain_init = getattr(flyte, "init", None)
    for name in INIT:
        original = getattr(flyte, name, None)
        if original is not None:
            setattr(flyte, name, HarmlessInit(original, plain_init, settings))
    for name in RUN:
        original = getattr(flyte, name, None)
        if original is not None:
            setattr(flyte, name, Remembered(name, original, note))


async def _no_client(*args: Any, **kwargs: Any) -> None:
    """Initialize without a connection."""
