"""`flytex diff` against `flytex serialize` of both sides, over modules of which each differs in every task."""

from __future__ import annotations

import tempfile
from pathlib import Path

from run import FLYTEX, Row, ratio, seconds
from serialize import MODULE

MODULES = 40
"""Enough that starting weighs little; each round loads them four times with each engine."""


def measure() -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for side, memory in (("old", "1Gi"), ("new", "2Gi")):
            (folder / side).mkdir()
            for index in range(MODULES):
                code = MODULE.format(index=index).replace("1Gi", memory)
                (folder / side / f"flow_{index:03}.py").write_text(code)
        rows = []
        for engine in ("sdk", "standin"):

            def load(side: str, engine: str = engine) -> float:
                command = [FLYTEX, "serialize", side, "--engine", engine, "--message", "deploy-request", "-f", "pb"]
                return seconds(command, folder)

            value = ratio(
                lambda: seconds([FLYTEX, "diff", "old", "new", "--engine", engine], folder),  # noqa: B023
                lambda: load("old") + load("new"),
                rounds=3,
            )
            rows.append((f"{MODULES} modules: flytex diff / flytex serialize of both sides, {engine}", value, 1.15))
        return rows
