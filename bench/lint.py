"""`flytex lint` against `flytex serialize`: what declarations, sources and rules cost on top."""

from __future__ import annotations

import tempfile
from pathlib import Path

from podspec import TASK
from run import FLYTEX, Row, ratio, seconds
from serialize import MODULE, MODULES

LIGHT = (60, 10)
"""Modules of nothing but tasks, and how many in each."""
HEAD = """
import flyte

env = flyte.TaskEnvironment(name="flow-{index}", resources=flyte.Resources(cpu=1, memory="1Gi"))
"""


def measure() -> list[Row]:
    modules = [MODULE.format(index=index) for index in range(MODULES)]
    tasks = "".join(TASK.format(index=number) for number in range(LIGHT[1]))
    light = [HEAD.format(index=index) + tasks for index in range(LIGHT[0])]
    return [*_rows(f"{MODULES} modules", modules), *_rows(f"{LIGHT[0]} light modules of {LIGHT[1]} tasks", light)]


def _rows(what: str, modules: list[str]) -> list[Row]:
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "flows")
        folder.mkdir()
        for index, text in enumerate(modules):
            (folder / f"flow_{index:03}.py").write_text(text)
        for engine in ("sdk", "standin"):
            options = [".", "--engine", engine]
            value = ratio(
                lambda: seconds([FLYTEX, "lint", *options], folder),  # noqa: B023
                lambda: seconds([FLYTEX, "serialize", *options, "-o", f"{name}/specs"], folder),  # noqa: B023
                rounds=3,
            )
            rows.append((f"{what}: flytex lint / flytex serialize -o DIR, {engine}", value, 1.3))
    return rows
