"""`flytex plan` against `flytex serialize` over 200 modules: what deploy requests, bundles and images cost on top."""

from __future__ import annotations

from bundle import against_serialize
from run import Row


def measure() -> list[Row]:
    return against_serialize("plan", 1.5)
