"""Time flytex against plain scripts over the SDK, in one run, as ratios: medians of whole processes in turn.

    make bench
    .venvs/sdk-2.12.1/bin/python bench/run.py lint floor     only these sections

Each row is (what, ratio, limit). A ratio over its limit is marked and fails nothing: what else the machine does may be
the reason. A command that fails makes the exit status 1.
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

SECTIONS = (
    *("serialize", "standin", "examples", "podspec", "lint", "policies", "bundle", "plan"),
    *("diff", "floor", "cache", "large", "startup"),
)


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
    for section in sys.argv[1:] or SECTIONS:
        try:
            rows: list[Row] = importlib.import_module(section).measure()
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            failed = True
            print(f"{section}: {error}", file=sys.stderr)
            continue
        for name, value, limit in rows:
            print(f"{name:<78} {value:6.3f}  at most {limit:<6.4g} {'OVER' if value > limit else 'ok'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
