"""`--watch`: run a command again whenever a file changes."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from flytex_cli.cli.exits import ExitCode, say
from flytex_cli.cli.loading import LoadOptions, cache_folder
from flytex_cli.errors import FlytexError, UsageError
from flytex_cli.load import warm
from flytex_cli.render.common.escape import escape_line

SETTINGS = "pyproject.toml"
STARTS_WITHIN = 200
"""How long to wait for a first change, in milliseconds; then the folders are known to be watched."""

ITS_OWN = 2
"""After so many runs in a row that changed a file, it is theirs, and nobody's who saves it."""


def run_on_changes(
    run: Callable[[LoadOptions], ExitCode], load: LoadOptions, paths: Sequence[Path] | None, written: Iterable[Path]
) -> ExitCode:
    """Run a command, and again after each change, until it is interrupted.

    Outcomes are kept from run to run, in the cache that is asked for or in one that goes with this process; so is the
    process that has the SDK imported. With changed settings the command starts anew.

    Args:
        run: the command.
        load: how it loads modules.
        paths: the modules.
        written: files and folders that the command writes.

    Raises:
        UsageError: `watchfiles` is not installed.
    """
    with contextlib.ExitStack() as stack:
        cache = cache_folder(load.cache, load.cache_dir, load.cache_size)
        kept = cache.folder if cache is not None else Path(stack.enter_context(tempfile.TemporaryDirectory()))
        load = dataclasses.replace(load, cache=True, cache_dir=kept)
        watched = _folders(load, paths)
        changes = _changes(watched, [*written, kept])
        warm.keep()
        seen = _Seen()
        _try(run, load, seen)
        _tell(f"watching {', '.join(map(_shown, watched))}; Ctrl-C ends")
        for batch in changes:
            changed = seen.news(batch)
            if not changed:
                continue
            if any(path.name == SETTINGS for path in changed):
                _tell(f"{SETTINGS} changed: starting again")
                break
            more = f" and {len(changed) - 1} more" if changed[1:] else ""
            _tell(f"{time.strftime('%H:%M:%S')} {_shown(changed[0])}{more} changed")
            _try(run, load, seen)
    warm.stop()
    os.execv(sys.executable, sys.orig_argv)


def _try(run: Callable[[LoadOptions], ExitCode], load: LoadOptions, seen: _Seen) -> None:
    """Run the command; what is wrong with a file may be mended with the next save."""
    began = time.time()
    try:
        run(load)
    except FlytexError as error:
        say(error, ExitCode.INPUT)
    finally:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        seen.ran(began, time.time())


def _tell(text: str) -> None:
    print(escape_line(text), file=sys.stderr, flush=True)


def _shown(path: Path) -> str:
    return os.path.relpath(path)


def _folders(load: LoadOptions, paths: Sequence[Path] | None) -> list[Path]:
    """Return the root directory, and the folders of modules outside of it."""
    root = (load.root_dir or Path()).resolve()
    given = [path.resolve() for path in paths or ()]
    others = (path if path.is_dir() else path.parent for path in given)
    return [root, *dict.fromkeys(folder for folder in others if not folder.is_relative_to(root))]


def _changes(folders: Sequence[Path], ignored: Iterable[Path]) -> Iterator[Iterable[Path]]:
    try:
        import watchfiles
    except ImportError as error:
        raise UsageError("--watch needs watchfiles", hint="pip install 'flytex[watch]'") from error
    look = watchfiles.DefaultFilter(ignore_paths=[str(path.resolve()) for path in ignored])
    batches = watchfiles.watch(
        *folders, watch_filter=look, debounce=400, step=50, rust_timeout=STARTS_WITHIN, yield_on_timeout=True
    )
    next(batches)  # from here on nothing is missed
    return (sorted({Path(path) for _, path in batch}) for batch in batches)


class _Seen:
    """What files held, so that a run follows only what is new, and none follows what runs themselves write."""

    def __init__(self) -> None:
        self._contents: dict[Path, str] = {}
        self._run = (0.0, 0.0)
        self._by_runs: Counter[Path] = Counter()

    def ran(self, began: float, ended: float) -> None:
        """Take when the last run was."""
        self._run = (began, ended)

    def news(self, paths: Iterable[Path]) -> list[Path]:
        """Return the files that hold something else than when they were last seen."""
        found = []
        for path in paths:
            content = _content(path)
            if self._contents.get(path) != content and not self._is_of_runs(path):
                found.append(path)
            self._contents[path] = content
        return found

    def _is_of_runs(self, path: Path) -> bool:
        """Whether runs change a file, one after the other."""
        try:
            within = self._run[0] <= path.stat().st_mtime <= self._run[1]
        except OSError:
            within = False
        self._by_runs[path] = self._by_runs[path] + 1 if within else 0
        if self._by_runs[path] == ITS_OWN:
            _tell(f"{_shown(path)} changes whenever modules are loaded: that starts no run any more")
        return self._by_runs[path] >= ITS_OWN


def _content(path: Path) -> str:
    try:
        return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return ""
