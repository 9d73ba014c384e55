"""`flytex diff`: what a change of code does to tasks and apps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

from flytex_cli.api._diff_side import Side
from flytex_cli.api._diff_sides import resolved_sides, sides_by_python
from flytex_cli.api._modules import Modules
from flytex_cli.api._serialize import Progress
from flytex_cli.diff.accepted import Accepted
from flytex_cli.diff.compare import Impacts, compared
from flytex_cli.diff.comparison import Comparison, Unknown
from flytex_cli.records import Diagnostic, EngineInfo, ModuleReport, Remark


@dataclass(frozen=True)
class DiffRequest:
    """What `flytex diff` is asked for.

    Attributes:
        old: a path of modules, a folder or file that `serialize` wrote, `-`, or `git:REV[:PATH]`.
        new: likewise; None for the modules as they are now.
        modules: how modules are loaded, and which tasks and apps are wanted; its paths are those of a side that names
            none.
        stdin: what `-` stands for.
        allow_empty: whether a side of modules may have no task or app at all; otherwise the comparison failed.
        pythons: two interpreters that each make a side of the same modules, those of `modules`; `old` and `new` name no
            side then.
        impacts: classes of one's own, by patterns of fields.
        accepted: changes that are meant and count for nothing.
    """

    old: str
    new: str | None = None
    modules: Modules = field(default_factory=Modules)
    stdin: bytes = b""
    allow_empty: bool = False
    pythons: tuple[str, str] | None = None
    impacts: Impacts = ()
    accepted: Accepted = field(default_factory=Accepted)


@dataclass(frozen=True)
class DiffSide:
    """One side of a comparison, as it was loaded.

    Attributes:
        label: what a person calls it.
        diagnostics: all warnings and errors about it.
        reports: its modules one by one; none for a side that `serialize` wrote.
        engine: what they were loaded with; None likewise.
        remarks: what there is to say of the cache and of shards.
    """

    label: str
    diagnostics: tuple[Diagnostic, ...]
    reports: tuple[ModuleReport, ...]
    engine: EngineInfo | None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class DiffResult:
    """A comparison with all warnings and errors about its two sides.

    Attributes:
        failed: whether something on a side could not be loaded or translated.
    """

    comparison: Comparison
    sides: tuple[DiffSide, DiffSide]
    failed: bool


def diff(request: DiffRequest, progress: Progress | None = None) -> DiffResult:
    """Compare two sides.

    Raises:
        UsageError: a side cannot be found or read.
        EngineError: the engine cannot start.
    """
    if request.pythons is not None:
        old, new = sides_by_python(request.pythons, request.modules)
    else:
        with ExitStack() as stack:
            old, new = resolved_sides(
                request.old,
                request.new,
                request.modules,
                request.stdin,
                progress,
                stack,
                allow_empty=request.allow_empty,
            )
    unknown = [*_unknown(old, new), *_unknown(new, old)]
    left_out = {each.name for each in unknown}
    olds, news = ({name: task for name, task in side.tasks.items() if name not in left_out} for side in (old, new))
    comparison = Comparison(
        old=old.label,
        new=new.label,
        olds=olds,
        news=news,
        changes=tuple(compared(olds, news, request.impacts)),
        unknown=tuple(unknown),
        with_triggers=old.triggers or not old.knows_tasks,
        accepted=request.accepted,
    )
    return DiffResult(
        comparison,
        (_to_diff_side(old), _to_diff_side(new)),
        old.failed or new.failed,
    )


def _to_diff_side(side: Side) -> DiffSide:
    return DiffSide(side.label, side.diagnostics, side.reports, side.engine, side.remarks)


def _unknown(side: Side, other: Side) -> Iterator[Unknown]:
    """Yield what is on a side and the other lost because it could not load its module or translate it."""
    for name in side.tasks:
        if name not in other.tasks and other.may_have_lost(name, side):
            yield Unknown(name, other.label)
