"""`flytex bundle` against `flytex serialize` over 200 modules: what listing, reading and digesting files costs."""

from __future__ import annotations

import tempfile
from pathlib import Path

from run import FLYTEX, Row, ratio, seconds
from serialize import MODULE, MODULES


def measure() -> list[Row]:
    return against_serialize("bundle", 1.2)


def against_serialize(command: str, limit: float) -> list[Row]:
    """Time a command and `serialize` over the same modules, in turn, with both engines."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for index in range(MODULES):
            (folder / f"flow_{index:03}.py").write_text(MODULE.format(index=index))
        rows = []
        for engine in ("sdk", "standin"):
            value = ratio(
                lambda: seconds([FLYTEX, command, ".", "--engine", engine], folder),  # noqa: B023
                lambda: seconds([FLYTEX, "serialize", ".", "--engine", engine], folder),  # noqa: B023
                rounds=3,
            )
            rows.append((f"{MODULES} modules: flytex {command} / flytex serialize, {engine}", value, limit))
    return rows
