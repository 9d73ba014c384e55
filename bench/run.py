"""Time flytex against plain scripts over the SDK, in one run, as ratios: medians of whole processes in turn.

    make bench

Each row is (what, ratio, limit); a row over its limit makes the exit status 1. Needs an idle machine to mean anything.
"""

from __future__ import annotations

import compileall
import importlib
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

HERE = Path(__file__).parent
FLYTEX = str(Path(sys.executable).with_name("flytex"))
Row = tuple[str, float, float]

SECTIONS = ("serialize", "standin", "examples", "podspec", "lint", "bundle", "plan", "startup")


def seconds(command: Sequence[str], cwd: Path) -> float:
    """Return how long a command takes as a whole process."""
    start = time.perf_counter()
    subprocess.run(command, cwd=cwd, check=True, capture_output=True)
    return time.perf_counter() - start


def ratio(one: Callable[[], float], other: Callable[[], float], rounds: int = 7) -> float:
    """Return the median of `one`/`other`, measured in pairs so that a change of the machine's speed meets both."""
    one(), other()
    return statistics.median(one() / other() for _ in range(rounds))


def main() -> int:
    sys.path.insert(0, str(HERE))
    compileall.compile_dir(HERE.parent / "src", quiet=1)  # as an installation does, and as the SDK is
    failed = False
    for section in SECTIONS:
        for name, value, limit in importlib.import_module(section).measure():
            over = value > limit
            failed = failed or over
            print(f"{name:<72} {value:6.3f}  at most {limit:<6} {'OVER' if over else 'ok'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
