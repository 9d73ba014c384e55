"""`flytex lint` against `flytex serialize` over 200 modules: what declarations, sources and rules cost on top."""

from __future__ import annotations

from bundle import against_serialize
from run import Row


def measure() -> list[Row]:
    return against_serialize("lint", 1.3)
