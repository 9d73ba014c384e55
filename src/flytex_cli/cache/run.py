"""A run that loads only the modules whose outcome is not known."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from flytex_cli.cache.entry import Entry, unpack
from flytex_cli.cache.key import Keys
from flytex_cli.cache.now import Now, changed_since, digest_of
from flytex_cli.cache.store import Store
from flytex_cli.load import protocol, warm
from flytex_cli.load.draft import Draft
from flytex_cli.load.framing import Frame
from flytex_cli.load.protocol import LoadRequest
from flytex_cli.load.runner import LoadResult, Run
from flytex_cli.load.target import ModuleTarget
from flytex_cli.records import Access, Inputs, Remark, shown_path

_SYSTEM = tuple(os.path.join(folder, "") for folder in ("/etc", "/usr", "/lib", "/lib64", sys.prefix, sys.base_prefix))
NETWORK = "the cache is not used: modules that may use the network (--allow-network) can give anything"


_CRASHED, _INPUTS = protocol.KIND[protocol.Crashed], protocol.KIND[protocol.InputsRead]


class CachedRun:
    """A run under way, as `Run`, with a store of what earlier runs gave."""

    def __init__(self, targets: Sequence[ModuleTarget], request: LoadRequest, store: Store) -> None:
        self._started = time.time_ns()
        self._targets = targets
        self._request = request
        self._store = store
        self._here = request.folder or os.getcwd()
        self._remarks: list[Remark] = []
        self._engine: protocol.EngineUp | None = None
        self._drafts: dict[int, Draft] = {}
        self._keys = Keys(request)
        self._later = Now()
        self._said: dict[int, str] = {}
        self._is_used = not request.allow_network
        if self._is_used:
            self._take_known()
        else:
            self._remarks.append(Remark(NETWORK))
        self._missing = [index for index in range(len(targets)) if index not in self._drafts]
        self._run: Run | None = None
        if self._missing or not targets:
            request = dataclasses.replace(request, kept=self._is_used)
            keep = self._keep if self._is_used else None
            self._run = Run([targets[index] for index in self._missing], request, keep)
        else:
            warm.stop()

    @property
    def is_under_way(self) -> bool:
        """Whether there is a module to wait for."""
        return self._run is not None

    def results(self, on_done: Callable[[int], None] = lambda index: None) -> LoadResult:
        """Wait for the modules that are not known. See `Run.results`."""
        for index in self._drafts:
            on_done(index)
        up = self._engine
        engine, warnings = (up.engine, up.warnings) if up is not None else (None, ())
        reports = {index: draft.report() for index, draft in self._drafts.items()}
        if self._run is not None:
            loaded = self._run.results(lambda place: on_done(self._missing[place]))
            engine, warnings = loaded.engine or engine, loaded.warnings
            reports |= dict(zip(self._missing, loaded.reports, strict=True))
        if self._is_used:
            self._store.trim()
            known, all_ = len(self._drafts), len(self._targets)
            text = f"cache: {known} of {all_} modules are as they were ({self._store.folder})"
            self._remarks.insert(0, Remark(text))
            if self._store.failure is not None:
                self._remarks.append(Remark(f"the cache cannot be written: {self._store.failure}"))
        ordered = tuple(reports[index] for index in sorted(reports))
        return LoadResult(engine, ordered, warnings, tuple(self._remarks), self._identity(), self._keys.shared)

    def _identity(self) -> str | None:
        """Return what identifies all that the modules said."""
        if not self._is_used or len(self._said) < len(self._targets):
            return None
        keys = (self._keys.of(target) for target in self._targets)
        return digest_of(part for index, key in enumerate(keys) for part in (key, self._said[index]))

    def stop(self) -> None:
        """End what was started."""
        if self._run is not None:
            self._run.stop()

    def _take_known(self) -> None:
        now = Now()
        for index, target in enumerate(self._targets):
            data = self._store.get(self._keys.of(target))
            entry = unpack(data) if data is not None else None
            if entry is None or now.digest(entry.inputs, target.root) != entry.digest:
                continue
            draft = Draft(target)
            for frame in entry.frames:
                if frame.kind != _INPUTS or self._request.inputs:
                    draft.take(frame)
            draft.end(entry.done)
            self._engine = entry.engine
            self._drafts[index] = draft
            self._said[index] = _identity(draft, entry.frames, entry.done)

    def _keep(self, place: int, draft: Draft, done: protocol.Done, engine: protocol.EngineUp | None) -> None:
        """Write what a module gave, unless something may be otherwise the next time."""
        self._said[self._missing[place]] = _identity(draft, draft.frames, done)
        self._write(place, draft, done, engine)
        if not self._request.inputs:
            draft.forget_inputs()

    def _write(self, place: int, draft: Draft, done: protocol.Done, engine: protocol.EngineUp | None) -> None:
        target = self._targets[self._missing[place]]
        kinds = [frame.kind for frame in draft.frames]
        if not draft.is_whole or done.how != "ok" or engine is None or _CRASHED in kinds or kinds.count(_INPUTS) != 1:
            return
        inputs = draft.inputs
        reason = self._doubt(inputs, target) or self._change(inputs)
        if reason is not None:
            self._remarks.append(Remark(f"{target.shown} is not kept in the cache: {reason}"))
            return
        digest = self._later.digest(inputs, target.root)
        self._store.put(self._keys.of(target), Entry(digest, engine, tuple(draft.frames), done).pack())

    def _doubt(self, inputs: Inputs, target: ModuleTarget) -> str | None:
        doubts = inputs.surroundings.doubts if inputs.surroundings is not None else ()
        for doubt in doubts:
            where = f" at {doubt.place.file}:{doubt.place.line}" if doubt.place is not None else ""
            return f"it {doubt.what}{where}"
        beside = (target.root, target.import_root, os.path.dirname(target.file), self._here)
        for each in inputs.paths:
            if each.access is Access.READ and each.place is not None and _is_outside(each.path, beside):
                return f"it reads {each.path}, outside the root directory, at {each.place.file}:{each.place.line}"
        return None

    def _change(self, inputs: Inputs) -> str | None:
        path = changed_since(inputs, self._started)
        return f"{shown_path(Path(path), Path(self._here))} was changed meanwhile" if path is not None else None


def _identity(draft: Draft, frames: Sequence[Frame], done: protocol.Done) -> str:
    """Return what identifies what a module said, and how its process ended."""
    digest = hashlib.blake2b(digest_size=20)
    for frame in frames:
        if frame.kind != _INPUTS:
            digest.update(b"%d %d %d " % (frame.kind, len(frame.json), len(frame.blob)))
            digest.update(frame.json)
            digest.update(frame.blob)
    end = dataclasses.replace(done, seconds=0.0)
    digest.update(repr(end if draft.is_whole else (end, draft.report().diagnostics)).encode(errors="surrogateescape"))
    return digest.hexdigest()


def _is_outside(path: str, beside: Sequence[str]) -> bool:
    """Whether a file is neither a module nor the project's, and nothing that a system's packages bring."""
    if path.endswith((".py", ".so", ".pyd")) or path.startswith(_SYSTEM) or not os.path.isfile(path):
        return False
    return not any(path.startswith(os.path.join(folder, "")) for folder in beside)
