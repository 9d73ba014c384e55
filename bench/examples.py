"""A whole repository with the stand-in against one SDK process a file, and memory by the number of files.

    FLYTEX_EXAMPLES=flyte-sdk/examples make bench

The folder is somebody else's and not part of this project; without the variable the section is passed over.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from run import FLYTEX, HERE, Row

SAMPLE = 10
"""Every tenth file is loaded with the SDK; the others are taken to need as long."""

COUNTS = (100, 250)
"""Numbers of files that memory is measured at, beside all of them."""


def measure() -> list[Row]:
    """Nothing without a folder."""
    named = os.environ.get("FLYTEX_EXAMPLES")
    if not named:
        return []
    folder = Path(named).resolve()
    files = [str(file) for file in sorted(folder.rglob("*.py"))]
    whole = min(_seconds(folder, [str(folder)]) for _ in range(3))
    start = time.perf_counter()
    for file in files[::SAMPLE]:
        plain = [sys.executable, str(HERE / "plain.py"), file]
        subprocess.run(plain, cwd=folder.parent, check=False, capture_output=True, stdin=subprocess.DEVNULL)
    each = (time.perf_counter() - start) / len(files[::SAMPLE])
    few, some, most = (_peak(folder, files[:count]) for count in (*COUNTS, len(files)))
    return [
        (
            f"{len(files)} files: flytex --engine standin -j 2 / the SDK, a process a file",
            whole / each / len(files),
            1 / 15,
        ),
        (f"memory: {COUNTS[1]} files / {COUNTS[0]} files ({few >> 20} MiB)", some / few, 1.25),
        (f"memory: {len(files)} files / {COUNTS[0]} files", most / few, 1.25),
    ]


def _command(paths: Sequence[str]) -> list[str]:
    return [FLYTEX, "serialize", *paths, "--engine", "standin", "-j", "2", "-q"]


def _seconds(folder: Path, paths: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(_command(paths), cwd=folder.parent, check=False, capture_output=True)
    return time.perf_counter() - start


def _peak(folder: Path, paths: Sequence[str]) -> int:
    """Return the most memory that the run's processes have together at a time, in bytes, shared pages counted once."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(_command(paths), cwd=folder.parent, stdout=quiet, stderr=quiet)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_proportional(pid) for pid in _tree(process.pid)))
        time.sleep(0.02)
    return peak


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:  # it has ended
        return
    for child in children:
        yield from _tree(int(child))


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))
