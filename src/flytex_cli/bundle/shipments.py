"""Which files are shipped with which environments, before any of them is read."""

from __future__ import annotations

import dataclasses
import importlib.util
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from flytex_cli.bundle.deployment import LoadedTogether, plans
from flytex_cli.bundle.ignore import Ignore
from flytex_cli.bundle.import_graph import ImportGraph
from flytex_cli.bundle.importers import Importer, importers
from flytex_cli.bundle.include import Entry, entries_of, included, included_alone
from flytex_cli.bundle.listed import Listed, Reason
from flytex_cli.bundle.model import CopyStyle
from flytex_cli.bundle.release import BundleRelease
from flytex_cli.bundle.walk import walk
from flytex_cli.bundle.written.files import WrittenFiles
from flytex_cli.load.loaded import OwnFiles
from flytex_cli.records import Diagnostic, EnvironmentRecord, LoadedModule, Severity

Report = Callable[[Diagnostic], None]


@dataclass(frozen=True)
class BundleOptions:
    """How bundles are made.

    Attributes:
        release: the ways of the SDK's release.
        static: whether the SDK finds a ruff that it can use.
        environments: names of the environments to deploy; all when empty.
    """

    copy_style: CopyStyle
    release: BundleRelease
    static: bool
    environments: Sequence[str] = ()

    @property
    def ships_all(self) -> bool:
        """Whether every file below the root directory is shipped."""
        by_none = self.copy_style is CopyStyle.NONE and self.release.none_is_all
        return self.copy_style is CopyStyle.ALL or by_none

    @property
    def ships_included(self) -> bool:
        """Whether nothing but what `include` names is shipped."""
        return self.copy_style is CopyStyle.NONE and not self.release.none_is_all

    @property
    def follows_imports(self) -> bool:
        """Whether what ruff finds is shipped too."""
        return self.copy_style is CopyStyle.LOADED_MODULES and self.static and self.release.static


@dataclass(frozen=True)
class Shipment:
    """The files of one bundle.

    Attributes:
        environments: the names of those that are deployed with it.
        entries: what they include.
        listed: sorted by path.
        problems: what keeps `flyte deploy` from shipping them.
    """

    environments: tuple[str, ...]
    entries: tuple[Entry, ...]
    listed: tuple[Listed, ...] = field(repr=False)
    problems: tuple[Diagnostic, ...]


class Tree:
    """What was loaded together from one root directory, and what can be known of its files; each is found out once.

    Args:
        written: what is written in the files; None to read them.
    """

    def __init__(self, loaded: LoadedTogether, options: BundleOptions, written: WrittenFiles | None = None) -> None:
        self.loaded = loaded
        self.options = options
        self.root = loaded.root
        self.ignore = Ignore(self.root, options.release)
        self.modules: dict[str, LoadedModule] = {}
        for report in loaded.reports:
            self.modules.update((module.file, module) for module in report.loaded)
        names = {module.name: module.file for module in self.modules.values()}
        self.written = written or WrittenFiles(self.root, names)

    @cached_property
    def own(self) -> OwnFiles:
        """The user's own files among all there are."""
        spec = importlib.util.find_spec("flyte")
        packages = [os.path.dirname(spec.origin)] if spec is not None and spec.origin is not None else []
        return OwnFiles(self.root, packages)

    @cached_property
    def importers(self) -> dict[str, Importer]:
        """The import that loads each file."""
        found: dict[str, Importer] = {}
        for report in self.loaded.reports:
            for file, importer in importers(report.loaded, self.root, self.written).items():
                found.setdefault(file, importer)
        return found

    @cached_property
    def shipments(self) -> tuple[Shipment, ...]:
        """One for all environments that ship the same files."""
        if not self.reached:
            return self.plain_shipments
        return tuple(_with(shipment, self.reached) for shipment in self.plain_shipments)

    @cached_property
    def reached(self) -> tuple[Listed, ...]:
        """What ruff adds; the whole tree is looked through for it."""
        if not self.options.follows_imports or not self.plain_shipments:
            return ()
        return tuple(ImportGraph(self.root, self.written).reached(self.modules, self.own))

    def ships(self, path: str) -> bool:
        """Return whether some bundle has a file."""
        return path in self._plain_paths or any(path == each.path for each in self.reached)

    @cached_property
    def _plain_paths(self) -> frozenset[str]:
        return frozenset(each.path for shipment in self.plain_shipments for each in shipment.listed)

    @cached_property
    def plain_shipments(self) -> tuple[Shipment, ...]:
        """The same without what ruff adds."""
        by_entries: dict[tuple[str, ...], list[tuple[EnvironmentRecord, ...]]] = {}
        for plan in plans(self.loaded.reports, self.options.environments):
            by_entries.setdefault(tuple(each.path for each in self._entries(plan)), []).append(plan)
        common: list[Listed] = []
        problems: list[Diagnostic] = []
        if by_entries and not self.options.ships_included:
            every = self._every if self.options.ships_all else self._of_modules
            common = list(every(problems.append))
        return tuple(self._shipment(group, common, problems) for group in by_entries.values())

    def _shipment(
        self, group: list[tuple[EnvironmentRecord, ...]], common: list[Listed], found: list[Diagnostic]
    ) -> Shipment:
        problems = list(found)
        entries = self._entries(group[0])
        listed = list(common)
        if self.options.ships_included:
            listed = list(included_alone(entries, problems.append))
        else:
            known = {each.path for each in listed}
            ignore = self.ignore if self.options.release.include_ignores else None
            for each in included(entries, self.root, ignore, problems.append):
                if each.path not in known:
                    known.add(each.path)
                    listed.append(each)
        listed.sort(key=lambda each: each.path)
        names = tuple(dict.fromkeys(each.name for plan in group for each in plan))
        return Shipment(names, entries, tuple(listed), tuple(problems))

    def _entries(self, plan: Sequence[EnvironmentRecord]) -> tuple[Entry, ...]:
        return entries_of(plan, self.root) if self.options.release.includes else ()

    def _every(self, report: Report) -> Iterator[Listed]:
        def unseen(error: OSError) -> None:
            where = os.path.relpath(error.filename, self.root)
            message = f"{where} cannot be looked into: {error.strerror}; what it holds is left out"
            report(Diagnostic(Severity.WARNING, message, "make it readable"))

        for path in walk(self.root, lambda each: self.ignore.why(each) is None, unseen):
            yield Listed(path, Reason.ALL)

    def _of_modules(self, report: Report) -> Iterator[Listed]:
        for file in sorted(self.modules):
            if not Path(file).is_relative_to(self.root):
                message = f"{file} is below the root directory only by a link, and flyte deploy stops at it"
                report(Diagnostic(Severity.ERROR, message, "run it where the links lead"))
                continue
            yield Listed(file, Reason.MODULE if file in self.loaded.files else Reason.LOADED)


def _with(shipment: Shipment, reached: Sequence[Listed]) -> Shipment:
    """Add what ruff finds; it comes before what is included."""
    more = {each.path: each for each in reached}
    listed = [each for each in shipment.listed if each.path not in more]
    return dataclasses.replace(shipment, listed=tuple(sorted([*listed, *reached], key=lambda each: each.path)))
