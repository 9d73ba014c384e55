"""`flytex lint` against `flytex serialize` over 200 modules: what declarations, sources and rules cost on top."""

from __future__ import annotations

import tempfile
from pathlib import Path

from run import FLYTEX, Row, ratio, seconds
from serialize import MODULE, MODULES


def measure() -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for index in range(MODULES):
            (folder / f"flow_{index:03}.py").write_text(MODULE.format(index=index))
        rows = []
        for engine in ("sdk", "standin"):
            value = ratio(
                lambda: seconds([FLYTEX, "lint", ".", "--engine", engine], folder),  # noqa: B023
                lambda: seconds([FLYTEX, "serialize", ".", "--engine", engine], folder),  # noqa: B023
                rounds=3,
            )
            rows.append((f"{MODULES} modules: flytex lint / flytex serialize, {engine}", value, 1.3))
    return rows
