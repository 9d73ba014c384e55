"""What a bundle misses: modules that are imported when a task runs or are left out, and files that are read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence

from flytex_cli.bundle.concerns.mending import in_image, including
from flytex_cli.bundle.concerns.model import Concern, ConcernKind
from flytex_cli.bundle.content import relative_path
from flytex_cli.bundle.lookup import Lookup
from flytex_cli.bundle.shipments import Tree
from flytex_cli.bundle.written.imports import Import
from flytex_cli.records import LoadedModule

_PYTHON = (".py",)


def modules(tree: Tree) -> Iterator[Concern]:
    """Yield modules of the user's own that a function imports when it runs, each once, and what they import in turn."""
    lookup = Lookup(list(dict.fromkeys([tree.root, *filter(None, map(_place, tree.modules.values()))])))
    seen: set[str] = set()
    for file in _files(tree):
        package = tree.written.package(file)
        for each in sorted((each for each in tree.written[file].imports if each.waits), key=lambda each: each.spot):
            lacking = [
                target
                for target in _with_imported(tree, lookup, _names(each, package))
                if not tree.ships(target) and target not in seen and not in_image(tree, target)
            ]
            seen.update(lacking)
            if lacking:
                yield _module(tree, file, each, lacking)


def _files(tree: Tree) -> list[str]:
    """Return the files whose code runs in a container that has only what is listed: no script beside the modules."""
    reports = (report for report in tree.loaded.reports if report.environments)
    files = {module.file for report in reports for module in report.loaded}
    return [file for file in sorted(files) if not tree.written[file].ships_all]


def _module(tree: Tree, file: str, found: Import, lacking: list[str]) -> Concern:
    first, *more = (relative_path(path, tree.root) for path in lacking)
    others = f", nor is what it imports: {', '.join(more[:3])}" if more else ""
    others += f" and {len(more) - 3} more" if len(more) > 3 else ""
    where = relative_path(file, tree.root)
    ways = ["import it at the top of the module", including(tree, lacking, where)]
    if tree.options.release.static and not tree.options.ships_all and not found.by_name and not tree.options.static:
        ways.append("deploy with ruff on PATH")
    fix = f"{', '.join(ways[:-1])} or {ways[-1]}"
    return Concern(
        ConcernKind.MODULE,
        first,
        f"{first} is imported only when this runs, and is not shipped{others}",
        fix,
        where,
        found.spot,
    )


def _names(found: Import, package: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the full names that an import may mean, the likelier first."""
    if found.level > len(package):
        return []
    base = tuple(package[: len(package) - found.level + 1]) if found.level else ()
    full = (*base, *found.dotted)
    return [full, full[:-1]] if found.name is not None else [full]


def _with_imported(tree: Tree, lookup: Lookup, names: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield the user's own files that an import runs and that were not loaded, and those that they import."""
    waiting = [names]
    seen: set[str] = set()
    while waiting:
        for parts in waiting.pop(0):
            if not parts or parts[0] in sys.stdlib_module_names:
                break
            found = lookup.look(parts, _PYTHON)
            if found is None:
                continue
            if found in tree.own and found not in tree.modules and found not in seen:
                seen.add(found)
                yield found
                inside = parts if os.path.basename(found) == "__init__.py" else parts[:-1]
                waiting += [_names(each, inside) for each in tree.written[found].imports if not each.typing]
            break


def _place(module: LoadedModule) -> str | None:
    """Return the folder that a module was found from; None where its name does not tell."""
    path = module.file.removesuffix("/__init__.py").removesuffix(".py")
    end = "/" + module.name.replace(".", "/")
    return path.removesuffix(end) if path.endswith(end) else None


def left_out(tree: Tree) -> Iterator[Concern]:
    """Yield loaded files that a bundle of all files leaves out, with the pattern that does."""
    for file in sorted(tree.modules) if tree.options.ships_all else ():
        pattern = None if tree.ships(file) else _pattern(tree, file)
        if pattern is None:
            continue
        path = relative_path(file, tree.root)
        importer = tree.importers.get(file)
        yield Concern(
            ConcernKind.LEFT_OUT,
            path,
            f"{path} was loaded, and {pattern} leaves it out",
            "ship the modules that are loaded (--copy-style loaded_modules), or rename it",
            importer.file if importer is not None else path,
            importer.spot if importer is not None else None,
        )


def data(tree: Tree) -> Iterator[Concern]:
    """Yield files below the root directory that loaded code reads, each once."""
    seen: set[str] = set()
    for file in _files(tree):
        for read in sorted(tree.written[file].reads, key=lambda each: each.spot):
            path = os.path.normpath(os.path.join(tree.root, read.path))
            if path in seen or not _is_there(tree, path):
                continue
            seen.add(path)
            if not tree.ships(path) and not in_image(tree, path):
                where, what = relative_path(file, tree.root), relative_path(path, tree.root)
                yield Concern(
                    ConcernKind.DATA,
                    what,
                    f"{what} is read here, and is not shipped",
                    including(tree, [path], where),
                    where,
                    read.spot,
                )


def _is_there(tree: Tree, path: str) -> bool:
    """Return whether a path is a file below the root directory that may be shipped."""
    try:
        return path.startswith(tree.root.rstrip(os.sep) + os.sep) and path in tree.own
    except ValueError:  # a name that no file system takes
        return False


def _pattern(tree: Tree, file: str) -> str | None:
    """Return the pattern that leaves out a file, or a folder that it lies in."""
    parts = relative_path(file, tree.root).split("/")
    above = (os.path.join(tree.root, *parts[:length]) for length in range(1, len(parts) + 1))
    return next(filter(None, map(tree.ignore.why, above)), None)
