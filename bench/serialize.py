"""`flytex serialize` against the plain script: one module, and 200 modules in one call."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from run import FLYTEX, HERE, Row, ratio, seconds

MODULE = """
import flyte

env = flyte.TaskEnvironment(name="flow-{index}", resources=flyte.Resources(cpu=1, memory="1Gi"))


@env.task
async def part(x: int) -> int:
    return x + {index}


@env.task
async def main(count: int = 3, names: list[str] | None = None) -> list[int]:
    return [await part(x) for x in range(count)]
"""
MODULES = 200
SAMPLE = 10
"""How many of the modules the plain script is timed on; it takes the same for each."""


def measure() -> list[Row]:
    fixtures = HERE.parent / "fixtures"
    plain = [sys.executable, str(HERE / "plain.py")]
    one = ratio(
        lambda: seconds([FLYTEX, "serialize", "hello.py"], fixtures), lambda: seconds([*plain, "hello.py"], fixtures)
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for index in range(MODULES):
            (folder / f"flow_{index:03}.py").write_text(MODULE.format(index=index))
        many = ratio(
            lambda: seconds([FLYTEX, "serialize", "."], folder),
            lambda: sum(seconds([*plain, f"flow_{i:03}.py"], folder) for i in range(SAMPLE)) * MODULES / SAMPLE,
            rounds=3,
        )
    return [
        ("one module: flytex serialize / plain script over the SDK", one, 1.25),
        (f"{MODULES} modules: flytex serialize / the script once a module", many, 1 / 8),
    ]
