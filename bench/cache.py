"""`--cache`: the first run against one without, and the second, and one after a change, against the first.

    FLYTEX_EXAMPLES=flyte-sdk/examples make bench

measures over that folder instead of `fixtures/`. In processor seconds of every process together.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from floor import cost
from run import FLYTEX, HERE, Row

LIMITS = {"first": 1.1, "second": 0.1, "changed": 0.15}
NAMES = {
    "first": "the first run / without a cache",
    "second": "the second run / the first",
    "changed": "a run after one file was changed / the first",
}
ROUNDS = 5


def measure() -> list[Row]:
    source = Path(os.environ.get("FLYTEX_EXAMPLES") or HERE.parent / "fixtures").resolve()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / source.name
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__", ".git"))
        files = sorted(folder.rglob("*.py"))
        rows = []
        for command in ("serialize", "lint"):
            asked = [FLYTEX, command, str(folder), "--root-dir", str(folder), "-q"]
            cost(asked)  # compile the modules
            rounds = [_round(asked, Path(made) / f"{command}-{number}", files[0]) for number in range(ROUNDS)]
            for name, limit in LIMITS.items():
                value = statistics.median(each[name] for each in rounds)
                rows.append((f"{len(files)} files of {source.name}: {command}, {NAMES[name]}", value, limit))
        return rows


def _round(command: Sequence[str], cache: Path, file: Path) -> dict[str, float]:
    """Measure with a folder that is not there yet: in the place of one just removed, ext4 makes files dearly."""
    cached = [*command, "--cache-dir", str(cache)]
    time.sleep(0.1)  # what was changed just now is not kept
    without, first, second = (cost(each)[0] for each in (command, cached, cached))
    file.write_text(f"{file.read_text()}\n# changed\n")
    time.sleep(0.1)
    return {"first": first / without, "second": second / first, "changed": cost(cached)[0] / first}
