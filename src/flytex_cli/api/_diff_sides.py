"""The two sides of a comparison, from what a person calls them to their tasks and apps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flytex_cli.api._diff_python import serialized_by, with_python
from flytex_cli.api._diff_side import Side, to_side
from flytex_cli.api._modules import Modules
from flytex_cli.api._place import STDIN, Place, to_place
from flytex_cli.api._serialize import Progress, SerializeResult, load, no_match, targets_of
from flytex_cli.diff.app import ComparedApp, app_view
from flytex_cli.diff.compared import Compared
from flytex_cli.diff.task import ComparedTask
from flytex_cli.diff.view import to_view
from flytex_cli.errors import UsageError
from flytex_cli.load.target import Targets
from flytex_cli.load.unique import is_wanted
from flytex_cli.records import Diagnostic, Message, Severity
from flytex_cli.wire.written import find_written, is_app, read_written


def resolved_sides(
    old: str,
    new: str | None,
    modules: Modules,
    stdin: bytes,
    progress: Progress | None,
    stack: ExitStack,
    *,
    allow_empty: bool = False,
) -> tuple[Side, Side]:
    """Return both sides, compared by messages that both have: with triggers, unless one side was written without.

    Args:
        stack: holds the temporary folders of revisions.
        allow_empty: whether a side of modules may have no task or app at all.

    Raises:
        UsageError: a side cannot be found or read, or the two cannot be compared.
        EngineError: the engine cannot start.
    """
    if old == new == STDIN:
        raise UsageError("only one side can be standard input")
    places = [to_place(side, stack, lasting=modules.cache is not None) for side in (old, new)]
    written = [_read(place, stdin, modules) if place.is_written else None for place in places]
    named = [place.path for place, read in zip(places, written, strict=True) if read is None and place.path is not None]
    if new is None and named == [old]:
        raise UsageError(f"{old} is not compared with anything", hint="name two sides, or a revision: git:main")
    paths: Sequence[str | Path] = named[-1:] or modules.all_paths
    messages = next((side.messages for side in written if side is not None), frozenset({Message.DEPLOY_REQUEST}))
    lenient = any(place.revision for place in places)
    by_modules = [place for place, read in zip(places, written, strict=True) if read is None]
    _refuse_missing(by_modules, paths, lenient)
    planned = [
        _plan(place, [place.path] if place.path else paths, modules, messages, lenient) if read is None else read
        for place, read in zip(places, written, strict=True)
    ]
    progress = progress or Progress()
    progress.start(sum(len(each.targets.modules) for each in planned if isinstance(each, _Plan)))
    sides = [each.load(progress, allow_empty) if isinstance(each, _Plan) else each for each in planned]
    if sides[0].messages.isdisjoint(sides[1].messages):
        kinds = (" and ".join(sorted(each.value for each in side.messages)) for side in sides)
        first, second = kinds
        raise UsageError(
            f"{sides[0].label} holds messages of the kind {first}, {sides[1].label} of the kind {second}",
            hint="write both with the same --message",
        )
    filtered = modules.environments or modules.tasks
    if filtered and not allow_empty and not any(side.tasks or side.failed for side in sides):
        sides[1] = replace(sides[1], failed=True, diagnostics=(*sides[1].diagnostics, no_match("task or app")))
    if not all(side.triggers for side in sides):
        sides = [side.without_triggers() for side in sides]
    return sides[0], sides[1]


def sides_by_python(pythons: tuple[str, str], modules: Modules) -> tuple[Side, Side]:
    """Return what two interpreters make of the same modules.

    Raises:
        UsageError: an interpreter cannot be used, or the modules cannot be found or read.
    """
    old, new = (_by_python(python, modules) for python in pythons)
    return old, new


def _by_python(python: str, modules: Modules) -> Side:
    data, version, diagnostics, failed = serialized_by(python, modules)
    place = Place(python, STDIN)
    if not data:
        side = Side(python, frozenset({Message.DEPLOY_REQUEST}), {})
        return with_python(side, version, diagnostics, failed)
    return with_python(_read(place, data, modules), version, diagnostics, failed)


def _refuse_missing(places: Sequence[Place], paths: Sequence[str | Path], lenient: bool) -> None:
    """Refuse a path that names nothing.

    One that a side names itself must be there. One that it has from elsewhere, the other side or `--path`, may have
    come or gone with the change: it must be there on one of them.

    Raises:
        UsageError: it is not.
    """
    if not lenient:
        return  # finding the modules says it
    hint = "name a .py file, a package or a folder"
    for path in dict.fromkeys([*(place.path for place in places if place.path), *paths]):
        if not any(place.found(path).exists() for place in places):
            where = "exists on neither side" if len(places) > 1 else f"does not exist in {places[0].label}"
            raise UsageError(f"{path} {where}", hint=hint)
    for place in places:
        if place.path and not place.found(place.path).exists():
            where = f"{place.path} does not exist" if place.revision is None else f"{place.label} does not exist"
            raise UsageError(where, hint="to see what went with a path, name it with --path, which is for both sides")


def _read(place: Place, stdin: bytes, modules: Modules) -> Side:
    """Return the side that `flytex serialize` wrote.

    Raises:
        UsageError: it holds something else, or a task or app twice.
    """
    tasks: dict[str, Compared] = {}
    kinds: dict[Message, str] = {}
    triggers = True
    for shown, data in _contents(place, stdin):
        for written in read_written(data, shown):
            found, environment = _compared(written.document)
            if found.name in tasks:
                what = "apps" if isinstance(found, ComparedApp) else "tasks"
                raise UsageError(f"{place.label} holds two {what} named {found.name!r}")
            kinds.setdefault(written.message, shown)
            triggers = triggers and written.triggers
            if is_wanted(found.name, environment, modules.environments, modules.tasks):
                tasks[found.name] = found
    if not kinds:
        raise UsageError(f"{place.label} holds no task specs")
    if {Message.TASKSPEC, Message.DEPLOY_REQUEST} <= {*kinds}:
        raise UsageError(f"{place.label} holds messages of two kinds: see {' and '.join(kinds.values())}")
    return Side(place.label, frozenset(kinds), tasks, _notes(place), triggers=triggers)


def _compared(document: dict[str, Any]) -> tuple[Compared, str | None]:
    """Return the task or app of a document, and its environment where the document says it."""
    if is_app(document):
        view = app_view(document)
        name = str(view.get("metadata", {}).get("id", {}).get("name", ""))
        return ComparedApp(name, view), name
    view = to_view(document)
    task = ComparedTask(str(view["taskTemplate"].get("id", {}).get("name", "")), view)
    return task, view.get("environment", {}).get("name")


def _contents(place: Place, stdin: bytes) -> Iterator[tuple[str, bytes]]:
    if place.path == STDIN:
        yield place.label, stdin
        return
    found = place.found(place.path or "")
    for file in find_written(found) if found.is_dir() else [found]:
        shown = f"{place.label}/{file.relative_to(found).as_posix()}" if found.is_dir() else place.label
        try:
            yield shown, file.read_bytes()
        except OSError as error:
            raise UsageError(f"{shown} cannot be read: {error.strerror or error}") from error


@dataclass(frozen=True)
class _Plan:
    """A side of modules, before they are loaded; None where nothing of it is there."""

    place: Place
    messages: frozenset[Message]
    request: Modules | None
    targets: Targets
    warnings: tuple[Diagnostic, ...]

    def load(self, progress: Progress, allow_empty: bool) -> Side:
        """Load it; the modules are counted already. A side that has modules and nothing in them is a failed one."""
        result = SerializeResult((), (), (), None)
        if self.request is not None:
            result = load(self.request, self.targets, Progress(step=progress.step))
        diagnostics = [*_notes(self.place), *self.warnings, *result.diagnostics]
        empty = not allow_empty and self._is_empty(result)
        if empty:
            hint = "if there is none on purpose, add --allow-empty"
            diagnostics.append(Diagnostic(Severity.ERROR, "nothing to compare on this side", hint))
        side = to_side(self.place.label, self.place.folder, self.messages, result, diagnostics)
        return replace(side, failed=side.failed or empty)

    def _is_empty(self, result: SerializeResult) -> bool:
        """Return whether there are modules and nothing in them, wanted or not."""
        if self.request is None or result.failed:
            return False
        return not any(report.deployed for report in result.reports)


def _plan(
    place: Place, paths: Sequence[str | Path], modules: Modules, messages: frozenset[Message], lenient: bool
) -> _Plan:
    """Find the modules of a side.

    Args:
        lenient: whether a side is a revision: a path that is not there then came or went with the change.

    Raises:
        UsageError: a path does not exist, is not Python or lies outside the root directory.
    """
    found = {path: place.found(path) for path in paths}
    missing = [path for path, there in found.items() if lenient and not there.exists()]
    warnings = tuple(Diagnostic(Severity.WARNING, f"{path} does not exist on this side") for path in missing)
    if len(missing) == len(found):
        return _Plan(place, messages, None, Targets((), ()), warnings)
    root = modules.root_dir
    request = replace(
        modules,
        paths=[there for path, there in found.items() if path not in missing],
        root_dir=None if root is None else place.found(root),
        needs_tasks=False,
        needs_match=False,
        cache=modules.cache if place.revision is None or place.revision.is_lasting else None,
        load=replace(
            modules.load,
            message=next(each for each in (Message.DEPLOY_REQUEST, Message.TASKSPEC, Message.APP) if each in messages),
            apps=Message.APP in messages,
            folder=str(place.folder) if place.revision else None,
            without_git=lenient,  # a revision has no source links: the other side needs none
        ),
    )
    return _Plan(place, messages, request, targets_of(request), warnings)


def _notes(place: Place) -> tuple[Diagnostic, ...]:
    """Return what is not as in a working tree."""
    return tuple(Diagnostic(Severity.WARNING, note) for note in (place.revision.notes if place.revision else ()))
