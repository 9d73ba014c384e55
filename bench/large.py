"""Memory over many modules: what flytex keeps of a task, and whether any other process grows with their number.

    FLYTEX_MODULES=5000 make bench

measures with so many modules in the larger of two runs. The highest resident set of each process, as Linux tells it.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from run import FLYTEX, Row

SIZES = (300, int(os.environ.get("FLYTEX_MODULES") or 1500))
TASKS = 4
MODULE = """
import flyte

env = flyte.TaskEnvironment("e{number}", resources=flyte.Resources(cpu=1, memory="1Gi"), image="ghcr.io/acme/a:1")
"""
TASK = """

@env.task(retries=2)
def t{number}(x: int, y: str = "a") -> int:
    return x
"""
KB = 1024


def measure() -> list[Row]:
    if not sys.platform.startswith("linux"):
        return []
    with tempfile.TemporaryDirectory() as made:
        for number in range(SIZES[-1]):
            text = MODULE.format(number=number) + "".join(TASK.format(number=each) for each in range(TASKS))
            Path(made, f"m{number:04d}.py").write_text(text)
        (own, others, _), (large_own, large_others, messages) = (_peaks(made, size) for size in SIZES)
    tasks = (SIZES[1] - SIZES[0]) * TASKS
    kept = (large_own - own) / tasks - messages / (SIZES[1] * TASKS)
    return [
        (f"{SIZES[1]} modules of {TASKS} tasks: KB that flytex keeps of a task beside its message", kept / KB, 2.0),
        (f"the largest process of user code / with {SIZES[0]} modules", large_others / others, 1.1),
    ]


def _peaks(folder: str, size: int) -> tuple[int, int, int]:
    """Return the peaks of flytex and of the largest other process, and how large all messages are, in bytes."""
    with tempfile.TemporaryFile() as written:
        names = [f"m{number:04d}.py" for number in range(size)]
        process = subprocess.Popen(
            [FLYTEX, "serialize", *names, "-f", "pb", "-q"], cwd=folder, stdout=written, stdin=subprocess.DEVNULL
        )
        own = others = 0
        while process.poll() is None:
            own = max(own, _peak(process.pid))
            others = max([others, *map(_peak, _below(process.pid))])
            time.sleep(0.05)
        if process.returncode:
            raise RuntimeError(f"flytex serialize of {size} modules ends with {process.returncode}")
        return own, others, os.fstat(written.fileno()).st_size


def _peak(pid: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * KB
    return 0


def _below(pid: int) -> Iterator[int]:
    with contextlib.suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            yield int(child)
            yield from _below(int(child))
