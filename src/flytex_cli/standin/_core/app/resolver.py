"""How the container of an app finds it: the module it is made in, named from the root folder, and a variable of it."""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flytex_cli.facts.resolver import APP_RESOLVER
from flytex_cli.standin._core.environment.environment import Environment
from flytex_cli.standin._core.resolver.common import Resolver
from flytex_cli.standin._core.resolver.task_module import object_module
from flytex_cli.standin._core.sdk_modules import STANDIN

if TYPE_CHECKING:
    from .environment import AppEnvironment


class AppEnvResolver(Resolver):
    """Names an app `MODULE:VARIABLE`."""

    @property
    def import_path(self) -> str:
        return APP_RESOLVER

    def load_task(self, loader_args: list[str]) -> Any:
        """Refuse: tasks have resolvers of their own."""
        raise NotImplementedError("tasks are not resolved as apps are")

    def load_app_env(self, loader_args: str) -> Any:
        """Import the module and return its variable."""
        module, variable = loader_args.split(":")
        return getattr(importlib.import_module(module), variable)

    def loader_args(self, app_env: AppEnvironment, root_dir: Path) -> str:  # type: ignore[override]
        """Return module and variable of the app.

        Raises:
            RuntimeError: no variable holds an app.
        """
        frame = app_env._caller_frame
        if frame is None:
            raise RuntimeError(f"app {app_env.name!r}: where it was made is not known")
        module = _dotted_name(Path(frame.filename), root_dir)
        return f"{module}:{_variable(app_env, module, _variables(app_env, Path(frame.filename), module, root_dir))}"


def _dotted_name(file: Path, root: Path) -> str:
    return ".".join(file.relative_to(root).with_suffix("").parts) if file.is_relative_to(root) else file.stem


def _variables(app: AppEnvironment, file: Path, module: str, root: Path) -> Mapping[str, Any]:
    """Return the variables of the module, which is imported unless it is the script that runs."""
    main = sys.modules.get("__main__")
    if main is not None and hasattr(main, "__file__") and Path(main.__file__ or ".").resolve() == file.resolve():
        return vars(main)
    try:
        return vars(importlib.import_module(module))
    except ImportError:
        return _variables_of_class(app, root)


def _variables_of_class(app: AppEnvironment, root: Path) -> Mapping[str, Any]:
    """Return the variables of the module that defines the app's class; those of Flyte hold no app."""
    module = inspect.getmodule(app)
    own = module is None or module.__name__.startswith(f"{STANDIN}.")
    return {} if own else vars(object_module(app, root)[1])


def _variable(app: AppEnvironment, module: str, variables: Mapping[str, Any]) -> str:
    """Return the variable that holds the app; without one the first that holds any app, as in SDK 2.12.1."""
    apps = {name: value for name, value in variables.items() if _is_app(value)}
    for name, value in apps.items():
        if value is app:
            return name
    if not apps:
        raise RuntimeError(f"app {app.name!r}: no variable of the module {module} holds it")
    return next(iter(apps))


def _is_app(value: Any) -> bool:
    return isinstance(value, Environment) and hasattr(value, "container_cmd")
