"""The two sides of a comparison, from what a person calls them to their tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from flytex_cli.api._diff_side import Side, to_side
from flytex_cli.api._modules import Modules
from flytex_cli.api._place import STDIN, Place, to_place
from flytex_cli.api._serialize import Progress, SerializeResult, load, targets_of
from flytex_cli.diff.task import ComparedTask
from flytex_cli.diff.view import to_view
from flytex_cli.errors import UsageError
from flytex_cli.load.target import Targets
from flytex_cli.load.unique import is_wanted
from flytex_cli.records import Diagnostic, Message, Severity
from flytex_cli.wire.written import find_written, read_written


def resolved_sides(
    old: str,
    new: str | None,
    modules: Modules,
    stdin: bytes,
    progress: Progress | None,
    stack: ExitStack,
) -> tuple[Side, Side]:
    """Return both sides, compared by messages that both have: with triggers, unless one side was written without.

    Args:
        stack: holds the temporary folders of revisions.

    Raises:
        UsageError: a side cannot be found or read, or the two cannot be compared.
        EngineError: the engine cannot start.
    """
    if old == new == STDIN:
        raise UsageError("only one side can be standard input")
    places = [to_place(side, stack) for side in (old, new)]
    written = [_read(place, stdin, modules) if place.is_written else None for place in places]
    named = [place.path for place, read in zip(places, written, strict=True) if read is None and place.path is not None]
    if new is None and named == [old]:
        raise UsageError(f"{old} is not compared with anything", hint="name two sides, or a revision: git:main")
    paths: Sequence[str | Path] = named[-1:] or modules.all_paths
    message = next((side.message for side in written if side is not None), Message.DEPLOY_REQUEST)
    lenient = any(place.revision for place in places)
    for path in {place.path for place, read in zip(places, written, strict=True) if read is None and place.path}:
        if lenient and not any(place.found(path).exists() for place in places):
            raise UsageError(f"{path} exists on neither side", hint="name a .py file, a package or a folder")
    planned = [
        _plan(place, [place.path] if place.path else paths, modules, message, lenient) if read is None else read
        for place, read in zip(places, written, strict=True)
    ]
    progress = progress or Progress()
    progress.start(sum(len(each.targets.modules) for each in planned if isinstance(each, _Plan)))
    sides = [each.load(progress) if isinstance(each, _Plan) else each for each in planned]
    if sides[0].message is not sides[1].message:
        raise UsageError(
            f"{sides[0].label} holds messages of the kind {sides[0].message.value}, {sides[1].label} of the kind "
            f"{sides[1].message.value}",
            hint="write both with the same --message",
        )
    return sides[0], sides[1]


def _read(place: Place, stdin: bytes, modules: Modules) -> Side:
    """Return the side that `flytex serialize` wrote.

    Raises:
        UsageError: it holds something else, or a task twice.
    """
    tasks: dict[str, ComparedTask] = {}
    kinds: dict[Message, str] = {}
    for shown, data in _contents(place, stdin):
        for kind, document in read_written(data, shown):
            view = to_view(document)
            task = ComparedTask(str(view["taskTemplate"].get("id", {}).get("name", "")), view)
            if task.name in tasks:
                raise UsageError(f"{place.label} holds two tasks named {task.name!r}")
            kinds.setdefault(kind, shown)
            if is_wanted(task.name, view.get("environment", {}).get("name"), modules.environments, modules.tasks):
                tasks[task.name] = task
    if not kinds:
        raise UsageError(f"{place.label} holds no task specs")
    if len(kinds) > 1:
        raise UsageError(f"{place.label} holds messages of two kinds: see {' and '.join(kinds.values())}")
    return Side(place.label, next(iter(kinds)), tasks, _notes(place))


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
    message: Message
    request: Modules | None
    targets: Targets
    warnings: tuple[Diagnostic, ...]

    def load(self, progress: Progress) -> Side:
        """Load it; the modules are counted already."""
        result = SerializeResult((), (), (), None)
        if self.request is not None:
            result = load(self.request, self.targets, Progress(step=progress.step))
        diagnostics = [*_notes(self.place), *self.warnings, *result.diagnostics]
        return to_side(self.place.label, self.place.folder, self.message, result, diagnostics)


def _plan(place: Place, paths: Sequence[str | Path], modules: Modules, message: Message, lenient: bool) -> _Plan:
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
        return _Plan(place, message, None, Targets((), ()), warnings)
    root = modules.root_dir
    request = replace(
        modules,
        paths=[there for path, there in found.items() if path not in missing],
        root_dir=None if root is None else place.found(root),
        needs_tasks=False,
        load=replace(
            modules.load,
            message=message,
            folder=str(place.folder) if place.revision else None,
            without_git=lenient,  # a revision has no source links: the other side needs none
        ),
    )
    return _Plan(place, message, request, targets_of(request), warnings)


def _notes(place: Place) -> tuple[Diagnostic, ...]:
    """Return what is not as in a working tree."""
    return tuple(Diagnostic(Severity.WARNING, note) for note in (place.revision.notes if place.revision else ()))
