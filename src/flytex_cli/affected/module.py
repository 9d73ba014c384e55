"""Whether a change of files touches a module: by what loading it took, and by what its files import and name."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

from flytex_cli.affected.model import Cause
from flytex_cli.affected.sources import Sources
from flytex_cli.affected.ways import Ways, module_path
from flytex_cli.load.repository.changes import ChangedFile, Changes, Status
from flytex_cli.load.target import ModuleTarget
from flytex_cli.records import Access, ModuleReport, ShownLocation, shown_path

_VERBS = {Access.READ: "reads", Access.LISTED: "lists", Access.LOOKED_FOR: "looks for"}


class TouchedModule:
    """One module against the changes.

    Args:
        report: what loading it gave, its inputs included.
        is_own: whether a file is the user's, not installed.
        real: where the links in a path lead.
    """

    def __init__(
        self,
        target: ModuleTarget,
        report: ModuleReport,
        changes: Changes,
        sources: Sources,
        is_own: Callable[[str], bool],
        real: Callable[[str], str],
    ) -> None:
        self._target = target
        self._changes = changes
        self._sources = sources
        self._is_own = is_own
        self._real = real
        self._here = os.getcwd()
        self._found: dict[Access, dict[str, ShownLocation | None]] = {access: {} for access in Access}
        self._found[Access.READ][real(target.file)] = None
        for each in report.inputs.paths:
            for path in {each.path, real(each.path)}:
                self._found[each.access].setdefault(path, each.place)
        self._modules = {tuple(name.rsplit(".", 2)[-2:]) for name in report.inputs.modules}
        self._lost = report.failed and not report.inputs.paths

    def causes(self) -> tuple[Cause, ...]:
        """Return how each changed file reaches the module; none where it does not."""
        found = []
        for file in self._changes.files:
            chain = self._chain(file)
            if chain is not None:
                found.append(Cause(file, chain))
        return tuple(found)

    def _chain(self, file: ChangedFile) -> tuple[str, ...] | None:
        if self._lost:
            return (f"what {self._target.shown} reads is not known: it could not be loaded",)
        last = f"{file.shown} was {file.status.value}"
        if file.path in self._found[Access.READ]:
            return (*self._way(file.path, Access.READ), last)
        if file.status is not Status.CHANGED:
            for access, path in self._places(file):
                return (*self._way(path, access), last)
            if (name := self._looked_up(file)) is not None:
                return (f"{self._target.shown} or what it imports looks for a module {name!r}", last)
        written = self._written.to(file, tuple(self._module_paths(file)))
        return (*written, last) if written is not None else None

    def _places(self, file: ChangedFile) -> Iterator[tuple[Access, str]]:
        """Yield what of the file's coming or going the loading has noticed: the file itself, or a folder above it."""
        if file.path in self._found[Access.LOOKED_FOR]:
            yield Access.LOOKED_FOR, file.path
        path, folder = file.path, os.path.dirname(file.path)
        while True:
            if folder in self._found[Access.LISTED]:
                yield Access.LISTED, folder
            path, folder = folder, os.path.dirname(folder)
            if path == folder or not self._came_or_went(path):
                return
            if path in self._found[Access.LOOKED_FOR]:
                yield Access.LOOKED_FOR, path

    def _came_or_went(self, folder: str) -> bool:
        return folder.startswith(self._changes.repository) and (
            os.path.isdir(folder) != self._changes.had_folder(folder)
        )

    def _looked_up(self, file: ChangedFile) -> str | None:
        """Return the name of a module that the file would be, or be a part of."""
        for path in self._module_paths(file):
            if (path.name,) in self._modules or (path.parent.name, path.name) in self._modules:
                return path.name
        return None

    def _module_paths(self, file: ChangedFile) -> Iterator[Path]:
        """Yield the paths, without an ending, of the module that the file is and of the packages that came or went."""
        if file.path.endswith((".py", ".so", ".pyd")):
            path = module_path(file.path)
            yield path
            yield from itertools.takewhile(lambda folder: self._came_or_went(str(folder)), path.parents)

    @cached_property
    def _written(self) -> Ways:
        """What the loaded files import in functions, and name: what tasks do when they run."""
        own = (each for each in self._found[Access.READ] if each.endswith(".py") and self._is_own(each))
        return Ways(self._sources, {each: self._way(each, Access.READ) for each in own}, self._is_own)

    def _way(self, path: str, access: Access) -> tuple[str, ...]:
        """Return how the loading came to a path, from the module on."""
        steps: list[str] = []
        seen: set[str] = set()
        while path not in seen:
            seen.add(path)
            place = self._found[access].get(path)
            if place is None:
                if access is not Access.READ or not self._is_module(path):
                    steps.append(f"{self._target.shown} {_VERBS[access]} {self._shown(path)}")
                break
            steps.append(f"{place} {'imports' if path.endswith('.py') else _VERBS[access]} {self._shown(path)}")
            path, access = self._real(os.path.join(self._here, place.file)), Access.READ
        return tuple(reversed(steps))

    def _is_module(self, path: str) -> bool:
        return path == self._real(self._target.file)

    def _shown(self, path: str) -> str:
        return shown_path(Path(path), Path(self._here))
