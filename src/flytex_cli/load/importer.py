"""Import one user module by file, under its dotted name, as `flyte deploy` would."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

from flytex_cli.load.own_tree import OwnTree
from flytex_cli.load.target import ModuleTarget


def import_target(target: ModuleTarget) -> ModuleType:
    """Import a module and, first, the packages it lies in.

    As there, the root directory and the module's own folder come last on `sys.path`, so that a user's `copy.py` does
    not shadow Python's; after them come the other places where a project keeps its packages.

    Raises:
        BaseException: whatever the user's code raises.
    """
    for folder in (target.root, *source_folders(target)):
        if folder not in sys.path:
            sys.path.append(folder)
    sys.meta_path.append(OwnTree(target.root, os.path.dirname(target.file)))
    parts = target.name.split(".")
    for depth in range(1, len(parts)):
        package, home = ".".join(parts[:depth]), Path(target.import_root, *parts[:depth])
        if package not in sys.modules:
            _execute(package, home / "__init__.py", [str(home)])
    if target.name in sys.modules and getattr(sys.modules[target.name], "__file__", None) == target.file:
        return sys.modules[target.name]
    is_package = os.path.basename(target.file) == "__init__.py"
    return _execute(target.name, Path(target.file), [os.path.dirname(target.file)] if is_package else None)


def as_deployed(target: ModuleTarget) -> None:
    """Make `sys.path` what it is when `flyte deploy FILE ENV` translates; what the module added itself stays.

    The SDK tells the container which entries lie under the root (`_F_SYS_PATH`). The root is there twice because the
    command initializes twice, before it loads the module and after (seen with SDK 2.6 to 2.12.1).
    """
    ours = {target.root, *source_folders(target)}
    sys.path[:] = [path for path in sys.path if path not in ours]
    sys.path += [target.root, os.path.dirname(target.file), target.root]


def source_folders(target: ModuleTarget) -> list[str]:
    """Return where a project's own modules may be: beside the module, its package root, `src/`, the project folder."""
    folders = [os.path.dirname(target.file), target.import_root]
    for parent in Path(target.file).parents:
        if (parent / "pyproject.toml").exists() or (parent / "src").is_dir():
            folders += [str(parent), str(parent / "src")]
        if parent == Path(target.root) or (parent / ".git").exists():
            break
    return [folder for folder in dict.fromkeys(folders) if os.path.isdir(folder)]


def _execute(name: str, file: Path, search: list[str] | None) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, file, submodule_search_locations=search)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} cannot be loaded as a Python module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    parent, _, leaf = name.rpartition(".")
    if parent in sys.modules:
        setattr(sys.modules[parent], leaf, module)
    return sys.modules.get(name, module)
