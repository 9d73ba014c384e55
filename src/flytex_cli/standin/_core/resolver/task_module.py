"""The module a task is found in by the runtime, named from the root folder."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flytex_cli.standin._core.task.template import TaskTemplate


def task_module(task: TaskTemplate[..., Any, Any], root_dir: Path | None) -> tuple[str, str]:
    """Return the dotted module and the attribute of a task."""
    func = task._function()
    if func is None:  # whether or not a plugin's template keeps one in `func`
        raise NotImplementedError(
            f"task {task.name} is a {type(task).__name__}, which is no AsyncFunctionTaskTemplate: the default resolver "
            "cannot name it, give it a task_resolver"
        )
    dotted, module = object_module(func, root_dir)
    name = func.__name__
    if name.isidentifier():
        return dotted, name
    # A task made of a string has a lambda for a function: it goes by the name of the variable that holds it.
    for attribute, value in vars(module).items():
        if value is task:
            return dotted, attribute
    raise ValueError(
        f"task {task.name} is made of a text: assign it to a variable of {dotted}, by which it is found again"
    )


def object_module(obj: Any, root_dir: Path | None) -> tuple[str, ModuleType]:
    """Return the dotted name, from the root folder, of the module that defines an object; and the module."""
    name = getattr(obj, "__name__", repr(obj))
    if root_dir is None:
        raise ValueError(f"{name}: the root folder is needed to name its module, give the context a root_dir")
    module = inspect.getmodule(obj)
    file = getattr(module, "__file__", None)
    if module is None or file is None:
        raise ValueError(f"{name} is not defined in a module with a file: move it to one")
    return _main_stem(_dotted_name(name, module, Path(file), Path(root_dir).absolute())), module


def _dotted_name(name: str, module: ModuleType, file: Path, root: Path) -> str:
    if "site-packages" in str(file) or "dist-packages" in str(file):
        return module.__name__
    if not file.is_relative_to(root):
        raise ValueError(
            f"{name}: its module file {file} is neither below the root folder {root} nor in an installed package; "
            "choose a root folder that holds it"
        )
    return ".".join(file.relative_to(root).with_suffix("").parts)


def _main_stem(dotted: str) -> str:
    if dotted != "__main__":
        return dotted
    main_file = getattr(sys.modules.get("__main__"), "__file__", None)
    return Path(main_file).stem if main_file else dotted
