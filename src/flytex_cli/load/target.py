"""From the paths a user names to the modules to load, with the name and root `flyte deploy` would give them.

A file that is named is loaded as `flyte deploy FILE ENV` does, by its stem; one that is found in a folder as
`flyte deploy --recursive FOLDER` does, by its dotted name below the root directory (measured with SDK 2.12.1). Names of
classes in interfaces depend on it.

The root directory decides what the container imports: the SDK writes the module's path relative to it into the
resolver arguments. As in `flyte deploy` it is the working directory unless given. A file outside the working directory
has no such root; it gets the folder that holds its top-level package.

With symbolic links, a file that is named keeps its path as written, a folder and what is found in it are named by where
they lead: each as in its form of `flyte deploy`.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flytex_cli.errors import OptionError, UsageError
from flytex_cli.records import Remark, shown_path

if TYPE_CHECKING:
    from flytex_cli.load.repository.ignore import IgnoreRules

_RELATIVE_IMPORT = re.compile(rb"^[ \t]*from[ \t]*\.", re.MULTILINE)

NEVER_SEARCHED = frozenset({"__pycache__", "node_modules", "site-packages", "build", "dist"})
"""Folders a search skips whatever `.gitignore` says, beside hidden ones and virtual environments."""

NEVER_TASKS = frozenset({"setup.py", "conftest.py", "__main__.py", "noxfile.py"})
"""Files a search skips: importing them runs a tool, and they hold no tasks. Naming one loads it all the same."""


@dataclass(frozen=True)
class ModuleTarget:
    """One module to load.

    Attributes:
        file: absolute path of the `.py` file.
        name: the dotted name it is imported as.
        root: absolute root directory, the SDK's `root_dir`.
        import_root: absolute folder that the name begins at.
        shown: the path as a person would write it, relative to the working directory where it lies below it.
        named: whether the user named this file, so that having no task in it is worth saying.
        alone: whether it is loaded as `flyte deploy FILE ENV` loads a file, by its own name and with its folder on the
            import path; otherwise as `flyte deploy --recursive` does, by its dotted name below the root directory.
    """

    file: str
    name: str
    root: str
    import_root: str
    shown: str
    named: bool
    alone: bool


@dataclass(frozen=True)
class Targets:
    """What some paths stand for.

    Attributes:
        modules: the modules to load.
        outside: files outside the root directory, as a person would write their paths: a container cannot import them.
        remarks: what there is to say of the choice.
    """

    modules: tuple[ModuleTarget, ...]
    outside: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()


def resolve_targets(
    paths: Sequence[str | Path],
    *,
    root_dir: str | Path | None = None,
    exclude: Sequence[str] = (),
    folder: str | Path | None = None,
) -> Targets:
    """Return the modules under `paths`, each once, in the order of the paths and sorted within a folder.

    Args:
        paths: `.py` files, package folders, or folders to search (recursively, `.gitignore` respected).
        root_dir: the SDK's `root_dir`; the working directory when None.
        exclude: glob patterns in `.gitignore` syntax, relative to the searched folder.
        folder: what relative paths and the default root begin at; the working directory when None.

    Raises:
        UsageError: a path does not exist or is not Python, or all of them lie outside the given root.
    """
    here = (Path.cwd() if folder is None else Path(folder)).resolve()
    root = _existing_folder(here / root_dir, root_dir) if root_dir is not None else None
    targets: dict[str, ModuleTarget] = {}
    found: Iterable[Path]
    outside: dict[str, None] = {}
    for path in paths:
        given = _absolute(here / path, below=root or here)
        if given.is_dir():
            found, named = (_lead(file, root or here) for file in search(given.resolve(), exclude)), False
        elif given.is_file():
            if given.suffix != ".py":
                raise OptionError(
                    "paths", f"{path} is not a Python file", hint="name a .py file, a package or a folder"
                )
            found, named = [given], True
        else:
            raise OptionError("paths", f"{path} does not exist", hint="name a .py file, a package or a folder")
        for file in found:
            if root is not None and not file.is_relative_to(root):
                outside[shown_path(file, here)] = None
                continue
            known = targets.get(str(file))
            if known is None or (named and not known.named):
                targets[str(file)] = _target(file, root, named, here)
    if outside and not targets and root is not None:
        raise UsageError(
            f"{next(iter(outside))} is outside the root directory {shown_path(root, here)}",
            hint="--root-dir must be a folder above every module: the container imports them relative to it",
        )
    return Targets(tuple(targets.values()), tuple(outside))


def search(folder: Path, exclude: Iterable[str] = ()) -> Iterator[Path]:
    """Yield every Python file below `folder` that git would not ignore, sorted."""
    from flytex_cli.load.repository.ignore import IgnoreRules

    rules = IgnoreRules.above(folder, exclude)
    yield from _walk(folder, rules)


def _walk(folder: Path, rules: IgnoreRules) -> Iterator[Path]:
    rules = rules.entering(folder)
    entries = sorted(os.scandir(folder), key=lambda entry: (_is_folder(entry), entry.name))
    for entry in entries:
        path = folder / entry.name
        if _is_folder(entry):
            skip = entry.name.startswith(".") or entry.name in NEVER_SEARCHED or (path / "pyvenv.cfg").exists()
            if not skip and not entry.is_symlink() and not rules.ignores(path, is_dir=True):
                yield from _walk(path, rules)
        elif _is_candidate(entry) and not rules.ignores(path, is_dir=False):
            yield path


def _is_candidate(entry: os.DirEntry[str]) -> bool:
    """Whether a search takes a file: not an editor's lock (`.#flow.py`), not a pipe, which would never end.

    A link that leads nowhere is taken, because it is worth saying.
    """
    if not entry.name.endswith(".py") or entry.name.startswith(".") or entry.name in NEVER_TASKS:
        return False
    return entry.is_symlink() or entry.is_file()


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _target(file: Path, root: Path | None, named: bool, here: Path) -> ModuleTarget:
    package_root = find_package_root(file)
    if root is None:
        root = here if file.is_relative_to(here) else package_root
    in_package = file.name == "__init__.py" or (package_root != file.parent and _has_relative_import(file))
    alone = named and not in_package
    import_root = file.parent if alone else root
    parts = list(file.relative_to(import_root).with_suffix("").parts)
    if parts[-1] == "__init__" and len(parts) > 1:
        parts.pop()
    return ModuleTarget(
        str(file), module_name(parts), str(root), str(import_root), shown_path(file, here), named, alone
    )


def find_package_root(file: Path) -> Path:
    """Return the folder of a file's top-level package; its own folder for a plain script."""
    folder = file.parent
    while (folder / "__init__.py").exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def module_name(parts: Sequence[str]) -> str:
    """Return a dotted name; one that shadows Python's own, or is none, is replaced."""
    if parts[0] in sys.stdlib_module_names or any("." in part for part in parts):
        return "_".join("".join(c if c.isalnum() else "_" for c in part) for part in ["flytex_module", *parts])
    return ".".join(parts)


def _has_relative_import(file: Path) -> bool:
    """Return whether a module can be imported as a part of its package only."""
    try:
        return _RELATIVE_IMPORT.search(file.read_bytes()) is not None
    except OSError:  # it is said when the module is loaded
        return False


def _absolute(path: Path, below: Path) -> Path:
    """Return the path as written where that lies below a folder; else with its own folder resolved."""
    written = Path(os.path.abspath(path))
    if written.is_relative_to(below) and ".." not in path.parts:
        return written
    return path.parent.resolve() / path.name if path.name not in ("", "..") else path.resolve()


def _lead(file: Path, below: Path) -> Path:
    """Return where a link leads if it is to a module below a folder; else the path itself."""
    if not file.is_symlink():
        return file
    end = file.resolve()
    return end if end.suffix == ".py" and end.is_file() and end.is_relative_to(below) else file


def _existing_folder(path: Path, written: str | Path) -> Path:
    folder = path.resolve()
    if not folder.is_dir():
        raise OptionError("--root-dir", f"{str(written)!r} is not a folder", hint="name an existing folder")
    return folder
