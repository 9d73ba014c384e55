"""The private modules of the SDK that plugins and scripts import, each by the modules of ours that have its names.

They have no files: importing `flytex_cli.standin` puts a finder behind Python's own, which makes such a module when it
is asked for, by that name or as `flyte._task`. A new one, or a new place for its names, is a line in `HOMES`.
"""

from __future__ import annotations

import functools
import importlib
import re
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

CORE = __name__.rpartition(".")[0]
STANDIN = CORE.rpartition(".")[0]

HOMES: dict[str, tuple[str, ...]] = {
    "_cache": ("task.cache",),
    "_checkpoint": ("context.checkpoint",),
    "_code_bundle": ("run.refused",),
    "_condition": ("run.condition",),
    "_context": ("context.context",),
    "_custom_context": ("context.custom_context",),
    "_docstring": ("interface.docstring",),
    "_environment": ("environment.environment",),
    "_group": ("context.group",),
    "_image": ("image.image", "image.layers", "image.default", "image.layered", "image.registry", "image.bundle"),
    "_initialize": ("setup.initialize",),
    "_interface": ("interface.native",),
    "_internal.controllers": ("run.refused",),
    "_internal.image_cache": ("context.serialization",),
    "_internal.imagebuild.image_builder": ("image.build",),
    "_internal.resolvers.app_env": ("app.resolver",),
    "_internal.resolvers.common": ("resolver.common",),
    "_internal.resolvers.default": ("resolver.default",),
    "_internal.resolvers.internal": ("resolver.internal",),
    "_internal.runtime.resources_serde": ("translate.as_sdk",),
    "_internal.runtime.task_serde": ("translate.as_sdk",),
    "_internal.runtime.trigger_serde": ("translate.as_sdk",),
    "_internal.runtime.types_serde": ("translate.as_sdk",),
    "_json_schema": ("interface.json_schema",),
    "_link": ("settings.link",),
    "_logging": ("common.loggers",),
    "_map": ("run.map",),
    "_observe": ("run.observe",),
    "_pod": ("pod.template",),
    "_resources": ("resources.resources", "resources.device", "pod.spec"),
    "_retry": ("settings.retry",),
    "_run": ("run.run",),
    "_secret": ("settings.secret",),
    "_task": ("task.template", "task.function"),
    "_task_environment": ("environment.task_environment",),
    "_task_plugins": ("task.plugins",),
    "_timeout": ("settings.timeout",),
    "_trace": ("run.trace",),
    "_trigger": ("trigger.trigger", "trigger.automation"),
    "_utils": ("common.lazy_module",),
    "_utils.asyn": ("common.loop",),
    "_utils.asyncify": ("common.threads",),
    "_utils.lazy_module": ("common.lazy_module",),
    "_version": ("common.version",),
    "app._app_environment": ("app.environment",),
    "app._context": ("app.context",),
    "app._parameter": ("app.parameter", "app.values"),
    "app._types": ("app.settings",),
    "extras._container": ("task.container",),
    "extras.shell._render": ("shell.render",),
    "extras.shell._types": ("shell.types",),
    "io._dataframe": ("types.dataframe", "io.dataframe"),
    "io._dataframe.dataframe": ("io.dataframe", "types.dataframe"),
    "io._dir": ("io.folder", "types.blob"),
    "io._file": ("io.file", "types.blob"),
    "io._hashing_io": ("io.hashing",),
    "sandbox._task": ("sandbox.task",),
    "types._pickle": ("types.pickled",),
    "types._renderer": ("types.renderer",),
    "types._type_engine": ("types.engine", "types.errors", "types.message", "types.transformer"),
}
"""By the module's name below `flyte`: where its names are, below `_core`; the first that has a name gives it."""

_BASICS = frozenset({"artifacts", "storage", "types"})
_FILES = _BASICS | {"io"}

PUBLIC: dict[str, frozenset[str]] = {
    "ai": frozenset(),
    "ai.agents": _FILES | {"report"},
    "ai.chat": _FILES | {"app", "report"},
    "ai.mcp": _FILES | {"app", "remote"},
    "app": _FILES,
    "artifacts": frozenset({"storage"}),
    "clustered": _BASICS | {"extend", "report"},
    "config": frozenset(),
    "connectors": _BASICS,
    "durable": frozenset(),
    "errors": frozenset(),
    "extend": _BASICS | {"report"},
    "extras": _FILES | {"app", "extend", "report"},
    "git": frozenset(),
    "io": _BASICS,
    "models": frozenset(),
    "notify": frozenset(),
    "prefetch": _FILES,
    "remote": frozenset(),
    "report": frozenset(),
    "sandbox": _FILES | {"app", "extend", "extras", "report"},
    "storage": frozenset(),
    "syncify": frozenset(),
    "types": frozenset({"artifacts", "storage"}),
}
"""The public modules of SDK 2.12.1, each with those that importing it makes attributes of `flyte` as well."""

_WITH_FLYTE = frozenset({"config", "errors", "git", "models", "syncify"})
"""Those that `import flyte` itself brings, by the time that there is a task."""

_PACKAGES = frozenset(
    package for name in HOMES for dot in re.finditer(r"\.", name) if "_" in (package := name[: dot.start()])
)
"""Those that lie above others; the public packages above them have files."""


class _SdkModule(ModuleType):
    """A module of the SDK; its names are looked up where they are, each time anew."""

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("__"):
            for home in HOMES.get(_place(self.__name__), ()):
                module = importlib.import_module(f"{CORE}.{home}")
                if hasattr(module, name):
                    return getattr(module, name)
        raise AttributeError(f"module {_place(self.__name__, 'flyte.')!r} has no attribute {name!r}")


class _Finder:
    """Finds such modules, and is their loader."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not fullname.startswith(f"{STANDIN}.") or not is_private(_place(fullname)):
            return None
        loader: Any = self
        return ModuleSpec(fullname, loader, is_package=_place(fullname) in _PACKAGES)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = _SdkModule(spec.name, f"The names of the SDK's module `{_place(spec.name, 'flyte.')}`.")
        if _place(spec.name) in _PACKAGES:
            module.__path__ = []
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run: the names are looked up when they are asked for."""


_FINDER = _Finder()


def install() -> None:
    """Let the private modules be imported from now on."""
    sys.meta_path.append(_FINDER)


_as_the_sdk = False


def load_as_the_sdk() -> None:
    """Give out a public module as an attribute of `flyte` only where the SDK would have it loaded."""
    global _as_the_sdk
    _as_the_sdk = True


def is_loaded(name: str) -> bool:
    """Say whether a public module would be loaded in the SDK: with `flyte`, by its name or by another module."""
    if not _as_the_sdk or name in _WITH_FLYTE:
        return True
    return any(name in brought for module, brought in PUBLIC.items() if f"flyte.{module}" in sys.modules)


def is_private(place: str) -> bool:
    """Say whether a name below `flyte` is such a module's."""
    return place in HOMES or place in _PACKAGES


def sdk_module(place: str) -> ModuleType:
    """Return such a module; unlike an import, this leaves the packages above it unloaded."""
    name = f"{STANDIN}.{place}"
    if name not in sys.modules:
        sys.modules[name] = _FINDER.create_module(ModuleSpec(name, None))
        sys.modules[name].__spec__ = _FINDER.find_spec(name)
    return sys.modules[name]


def bind(package: ModuleType) -> None:
    """Give a package the private modules in it as attributes, as an import of each would."""
    prefix = f"{_place(package.__name__)}."
    for place in (*HOMES, *_PACKAGES):
        if place.startswith(prefix) and "." not in place[len(prefix) :]:
            setattr(package, place[len(prefix) :], sdk_module(place))


def known_as(place: str, *classes: type) -> None:
    """Let classes be printed and pickled as of the module where the SDK has them.

    Annotations are evaluated among the names of a class's module, so it is given those of the classes' own one.
    """
    module = sdk_module(place)
    for cls in classes:
        own = vars(sys.modules[cls.__module__]).items()
        vars(module).update({name: value for name, value in own if not name.startswith("__")})
        cls.__module__ = module.__name__


def as_flyte(text: str) -> str:
    """Name what lies in the stand-in as the SDK names its own."""
    return re.sub(rf"{re.escape(CORE)}\.([a-z_0-9.]+)", _in_sdk, text).replace(f"{STANDIN}.", "flyte.")


def _in_sdk(match: re.Match[str]) -> str:
    parts = match[1].split(".")
    for length in range(len(parts), 0, -1):
        place = _places().get(".".join(parts[:length]))
        if place is not None:
            return ".".join(["flyte", place, *parts[length:]])
    return f"flyte.{match[1]}"


@functools.cache
def _places() -> dict[str, str]:
    places: dict[str, str] = {}
    for place, homes in HOMES.items():
        for home in homes:
            places.setdefault(home, place)
    return places


def _place(module: str, below: str = "") -> str:
    return below + module[len(STANDIN) + 1 :]
