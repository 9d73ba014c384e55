"""From loaded modules to the bundles that `flyte deploy` makes of them."""

from __future__ import annotations

import dataclasses
import importlib.util
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flytex_cli.bundle.concerns import dropped, missed, unwanted
from flytex_cli.bundle.content import read_content
from flytex_cli.bundle.deployment import LoadedTogether, plans
from flytex_cli.bundle.ignore import Ignore
from flytex_cli.bundle.import_graph import ImportGraph
from flytex_cli.bundle.importers import importers
from flytex_cli.bundle.include import Entry, entries_of, included, included_alone
from flytex_cli.bundle.model import Bundle, CopyStyle, Listed, Reason
from flytex_cli.bundle.release import BundleRelease
from flytex_cli.bundle.walk import walk
from flytex_cli.load.loaded import OwnFiles
from flytex_cli.records import Diagnostic, EnvironmentRecord, LoadedModule, Severity

_EMPTY = "files in an installation of Python, or left out by .gitignore, are not shipped; flyte deploy stops here"


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


def to_bundles(loaded: LoadedTogether, options: BundleOptions) -> list[Bundle]:
    """Return the bundles of modules that are loaded together: one for all environments that ship the same files.

    Raises:
        UsageError: a `.flyteignore` has a pattern that the SDK fails on.
    """
    return _Builder(loaded, options).bundles()


class _Builder:
    def __init__(self, loaded: LoadedTogether, options: BundleOptions) -> None:
        self._loaded = loaded
        self._options = options
        self._root = loaded.root
        self._ignore = Ignore(self._root, options.release)
        self._all = options.copy_style is CopyStyle.ALL
        self._alone = options.copy_style is CopyStyle.NONE
        self._reached: list[Listed] = []
        if self._alone and options.release.none_is_all:
            self._all, self._alone = True, False

    def bundles(self) -> list[Bundle]:
        by_entries: dict[tuple[str, ...], list[tuple[EnvironmentRecord, ...]]] = {}
        for plan in plans(self._loaded.reports, self._options.environments):
            by_entries.setdefault(tuple(each.path for each in self._entries(plan)), []).append(plan)
        common: list[Listed] = []
        problems: list[Diagnostic] = []
        if by_entries and not self._alone:
            common = list(self._every(problems.append) if self._all else self._of_modules(problems.append))
        return [self._bundle(group, common, problems) for group in by_entries.values()]

    def _bundle(
        self, group: list[tuple[EnvironmentRecord, ...]], common: list[Listed], found: list[Diagnostic]
    ) -> Bundle:
        problems = list(found)
        entries, report = self._entries(group[0]), problems.append
        listed = list(common)
        if self._alone:
            listed = list(included_alone(entries, report))
        else:
            known = {each.path for each in listed}
            ignore = self._ignore if self._options.release.include_ignores else None
            for each in included(entries, self._root, ignore, report):
                if each.path not in known:
                    known.add(each.path)
                    listed.append(each)
        listed.sort(key=lambda each: each.path)
        files, digest = read_content(listed, self._root, report)
        if not files and not self._alone:
            report(Diagnostic(Severity.ERROR, f"no file to ship below {self._root}", _EMPTY))
        names = tuple(dict.fromkeys(each.name for plan in group for each in plan))
        digest, style = digest if files else None, self._options.copy_style
        bundle = Bundle(self._root, style, names, files, digest, linked=self._alone)
        shipped = {each.path for each in listed}
        problems += missed((each for each in self._reached if each.path not in shipped), self._root)
        if self._all:
            loaded = {module.file for report in self._loaded.reports for module in report.loaded}
            problems += dropped(sorted(loaded - shipped), self._root, self._ignore)
        return dataclasses.replace(bundle, problems=(*problems, *unwanted(bundle)))

    def _entries(self, plan: Sequence[EnvironmentRecord]) -> tuple[Entry, ...]:
        return entries_of(plan, self._root) if self._options.release.includes else ()

    def _every(self, report: Callable[[Diagnostic], None]) -> Iterator[Listed]:
        def unseen(error: OSError) -> None:
            where = os.path.relpath(error.filename, self._root)
            message = f"{where} cannot be looked into: {error.strerror}; what it holds is left out"
            report(Diagnostic(Severity.WARNING, message, "make it readable"))

        for path in walk(self._root, lambda each: self._ignore.why(each) is None, unseen):
            yield Listed(path, Reason.ALL)

    def _of_modules(self, report: Callable[[Diagnostic], None]) -> Iterator[Listed]:
        modules: dict[str, LoadedModule] = {}
        causes: dict[str, str] = {}
        for each in self._loaded.reports:
            modules.update((module.file, module) for module in each.loaded)
            for file, cause in importers(each.loaded, self._root).items():
                causes.setdefault(file, cause)
        for file in sorted(modules):
            if not Path(file).is_relative_to(self._root):
                message = f"{file} is below the root directory only by a link, and flyte deploy stops at it"
                report(Diagnostic(Severity.ERROR, message, "run it where the links lead"))
                continue
            asked = file in self._loaded.files
            yield Listed(file, Reason.MODULE if asked else Reason.LOADED, None if asked else causes.get(file))
        reached = list(ImportGraph(self._root).reached(modules, OwnFiles(self._root, _packages())))
        if self._options.static and self._options.release.static:
            yield from reached
        else:
            self._reached = reached


def _packages() -> list[str]:
    spec = importlib.util.find_spec("flyte")
    return [os.path.dirname(spec.origin)] if spec is not None and spec.origin is not None else []
