"""Run modules in child processes and collect what they define, as plain reports.

This is the parent's side: it imports no user code, no engine and no SDK. User code can reach the warm process: where
that is lost it is started anew, and the modules that ran then run again one by one, which leaves one to blame.
"""

from __future__ import annotations

import dataclasses
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from flytex_cli.errors import EngineError
from flytex_cli.load import protocol
from flytex_cli.load.connection import Connection, LostError
from flytex_cli.load.draft import Draft
from flytex_cli.load.framing import Frame
from flytex_cli.load.protocol import LoadRequest
from flytex_cli.load.target import ModuleTarget
from flytex_cli.records import EngineInfo, ModuleReport, Remark

FOREIGN_SIGNALS = (-signal.SIGKILL, -signal.SIGTERM)
"""What a module process dies of that another one, or a system without memory, ended."""

MAX_UNEXPLAINED = 3
"""How often the warm process may be lost while no module runs."""


@dataclass(frozen=True)
class LoadResult:
    """Reports in the order of the targets, what loaded them, and what else there is to say of that.

    Attributes:
        identity: the same for two runs only where all that loading gave is the same; None where that is not known.
        circumstances: the same only where flytex, Python, what is installed and the options are; None likewise.
    """

    engine: EngineInfo | None
    reports: tuple[ModuleReport, ...]
    warnings: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    identity: str | None = None
    circumstances: str | None = None


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


Keep: TypeAlias = Callable[[int, Draft, protocol.Done, "protocol.EngineUp | None"], None]
"""Takes a module's place, what came of it, how its process ended, and what loaded it."""


class Run:
    """A run under way: started on construction, so that the caller can import its own things meanwhile.

    Args:
        targets: the modules to load.
        request: how to load them.
        keep: takes what each module's process said, once it has ended.
    """

    def __init__(self, targets: Sequence[ModuleTarget], request: LoadRequest, keep: Keep | None = None) -> None:
        self._targets = targets
        self._keep = keep
        method = request.start_method or ("spawn" if sys.platform in ("darwin", "win32") else "fork")
        self._request = dataclasses.replace(request, jobs=request.jobs or processors(), start_method=method)
        self._drafts: dict[int, Draft] = {}
        self._reports: dict[int, ModuleReport] = {}
        self._engine: protocol.EngineUp | None = None
        self._unexplained = 0
        self._on_done: Callable[[int], None] = lambda index: None
        self._rounds = deque([_Round(range(len(targets)), self._request.jobs)])
        self._connection = self._connect()

    @property
    def is_under_way(self) -> bool:
        """Whether there is anything to wait for."""
        return True

    def results(self, on_done: Callable[[int], None] = lambda index: None) -> LoadResult:
        """Wait for every module.

        Args:
            on_done: called with a target's index when its module is done.

        Raises:
            EngineError: the engine cannot start.
        """
        self._on_done = on_done
        while True:
            current = self._rounds.popleft()
            try:
                self._load(current)
            except LostError as error:
                self._recover(current, str(error))
            finally:
                self.stop()
            if not self._rounds:
                break
            self._connection = self._connect()
        up, reports = self._engine, tuple(map(self._report, range(len(self._targets))))
        return LoadResult(up.engine, reports, up.warnings) if up is not None else LoadResult(None, reports)

    def stop(self) -> None:
        """End the warm process, which ends all it started."""
        self._connection.stop()

    def _connect(self) -> Connection:
        """Ask a warm process for the next round."""
        following = self._rounds[0]
        request = dataclasses.replace(self._request, jobs=following.jobs)
        engine = self._request.engine.value if self._request.start_method == "fork" else ""
        return Connection(engine, protocol.Run(tuple(self._targets[index] for index in following.modules), request))

    def _load(self, current: _Round) -> None:
        """Take what comes of a round; a module that may have been killed by another one gets a round of its own."""
        again: list[int] = []
        for place, said in self._connection.events():
            index = current.modules[place] if current.modules else 0
            match said:
                case Frame():
                    if index not in self._reports:
                        self._draft(index).take(said)
                case protocol.EngineUp():
                    self._engine = self._engine or said
                case protocol.EngineFailed():
                    if self._engine is None:
                        raise EngineError(said.message, hint=said.hint)
                    raise LostError(f"could not start again ({said.message})")
                case protocol.Started():
                    current.running.add(index)
                case protocol.Done():
                    current.done.add(index)
                    current.running.discard(index)
                    if said.how == "signal" and said.code in FOREIGN_SIGNALS and not current.alone:
                        again.append(index)
                    else:
                        self._finish(index, said)
        self._run_again(again)

    def _recover(self, current: _Round, how: str) -> None:
        """Go on without a warm process that was lost, or with the one module that was running blamed for it."""
        running, lost = sorted(current.running), protocol.Done("lost", broken=how)
        rest = [index for index in current.modules if index not in current.done | current.running]
        self._unexplained += not running
        if self._engine is None and not running:
            raise EngineError(f"the process that loads modules {how} before it loaded any")
        if len(running) > 1:
            self._run_again(running)
        blamed = running if len(running) == 1 else rest if self._unexplained > MAX_UNEXPLAINED else []
        for index in blamed:
            self._finish(index, lost)
        if rest and rest is not blamed:
            self._rounds.appendleft(_Round(rest, current.jobs))

    def _run_again(self, modules: Sequence[int]) -> None:
        """Forget what modules said, and load them again one at a time."""
        for index in modules:
            self._drafts.pop(index, None)
        if modules:
            self._rounds.append(_Round(modules, 1))

    def _finish(self, index: int, done: protocol.Done) -> None:
        """Make a report of what a module said: of thousands of modules, the draft takes more room than that."""
        if index in self._reports:
            return
        draft = self._draft(index)
        draft.end(done)
        if self._keep is not None:
            self._keep(index, draft, done, self._engine)
        self._reports[index] = draft.report()
        del self._drafts[index]
        self._on_done(index)

    def _report(self, index: int) -> ModuleReport:
        return self._reports.pop(index, None) or self._draft(index).report()

    def _draft(self, index: int) -> Draft:
        if index not in self._drafts:
            self._drafts[index] = Draft(self._targets[index], keep_frames=self._keep is not None)
        return self._drafts[index]


class _Round:
    """Modules that one warm process loads."""

    def __init__(self, modules: Sequence[int], jobs: int) -> None:
        self.modules = modules
        self.jobs = jobs
        self.running: set[int] = set()
        self.done: set[int] = set()

    @property
    def alone(self) -> bool:
        """Whether no two of them run at a time."""
        return self.jobs == 1 or len(self.modules) == 1


def load(
    targets: Sequence[ModuleTarget], request: LoadRequest, on_done: Callable[[int], None] = lambda index: None
) -> LoadResult:
    """Load modules and return their reports. Raises `EngineError` when the engine cannot start."""
    return Run(targets, request).results(on_done)
