"""`flytex podspec` against `flytex serialize` over the same tasks: what building and showing Pods costs on top."""

from __future__ import annotations

import tempfile
from pathlib import Path

from run import FLYTEX, Row, ratio, seconds

HEAD = """
import flyte

env = flyte.TaskEnvironment(
    name="flow-{index}", image="python:3.12", resources=flyte.Resources(cpu=1, memory="1Gi", gpu="A100:1", shm="auto")
)
"""
TASK = """

@env.task
async def task_{index}(x: int, names: list[str] | None = None) -> int:
    return x
"""
MODULES = 20
TASKS = 50
"""In each module: 1,000 in all."""


def measure() -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for index in range(MODULES):
            tasks = "".join(TASK.format(index=number) for number in range(TASKS))
            (folder / f"flow_{index:02}.py").write_text(HEAD.format(index=index) + tasks)
        value = ratio(
            lambda: seconds([FLYTEX, "podspec", "."], folder),
            lambda: seconds([FLYTEX, "serialize", "."], folder),
            rounds=3,
        )
    return [(f"{MODULES * TASKS:,} tasks: flytex podspec / flytex serialize", value, 1.5)]
