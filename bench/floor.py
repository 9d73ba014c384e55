"""`flytex serialize` and `flytex lint` against a process that only imports the modules: what flytex costs on top.

    FLYTEX_EXAMPLES=flyte-sdk/examples make bench

measures over that folder as well as over `fixtures/`. Processor seconds are those of every process together.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from run import FLYTEX, HERE, Row

JOBS = "2"
LIMITS = {"serialize": 1.5, "lint": 2.0}
ROUNDS = 3
Cost = tuple[float, float]
"""Processor and wall seconds."""


def measure() -> list[Row]:
    folders = [HERE.parent / "fixtures"]
    if os.environ.get("FLYTEX_EXAMPLES"):
        folders.append(Path(os.environ["FLYTEX_EXAMPLES"]).resolve())
    return [row for folder in folders for row in _over(folder)]


def _over(folder: Path) -> list[Row]:
    """Measure in rounds of all there is to compare, so that a change of the machine's speed meets each."""
    files = [str(file) for file in sorted(folder.rglob("*.py"))]
    waiting = _waiting(folder, files)
    files = [file for file in files if file not in waiting]
    commands = {}
    for engine in ("sdk", "standin"):
        commands["floor", engine] = _floor(engine, folder, files)
        for command in LIMITS:
            options = ["--root-dir", str(folder), "--engine", engine, "-j", JOBS, "-q"]
            commands[command, engine] = [FLYTEX, command, *files, *options]
    rounds = [{key: cost(command) for key, command in commands.items()} for _ in range(ROUNDS)]
    rows = []
    for engine in ("sdk", "standin"):
        for command, limit in LIMITS.items():
            for place, unit in enumerate(("processor", "wall")):
                values = [each[command, engine][place] / each["floor", engine][place] for each in rounds]
                name = f"{len(files)} files of {folder.name}: {command} / only importing, {engine}, {unit}"
                rows.append((name, statistics.median(values), limit))
    for command in LIMITS:
        values = [each[command, "standin"][0] / each[command, "sdk"][0] for each in rounds]
        name = f"{len(files)} files of {folder.name}: {command}, standin / sdk, processor"
        rows.append((name, statistics.median(values), 1.0))
    return rows


def _floor(engine: str, folder: Path, files: Sequence[str]) -> list[str]:
    return [sys.executable, str(HERE / "floor_server.py"), engine, JOBS, str(folder), *files]


def _waiting(folder: Path, files: Sequence[str]) -> set[str]:
    """Return the modules that wait for a thread of the SDK's, which no fork has: they are left out on both sides."""
    done = subprocess.run(_floor("sdk", folder, files), check=True, capture_output=True, text=True)
    return set(done.stdout.splitlines())


def cost(command: Sequence[str]) -> Cost:
    """Return what a command costs, with all processes that it starts."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, check=False, capture_output=True, stdin=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1, 3):  # modules that cannot be loaded, and findings, are the folder's
        raise RuntimeError(f"{' '.join(command[:3])} ends with {done.returncode}: {done.stderr.decode()[-500:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall
