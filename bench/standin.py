"""`flytex serialize --engine standin` against the plain script over the SDK, and what it imports."""

from __future__ import annotations

import sys

from run import FLYTEX, HERE, Row, ratio, seconds


def measure() -> list[Row]:
    fixtures = HERE.parent / "fixtures"
    value = ratio(
        lambda: seconds([FLYTEX, "serialize", "hello.py", "--engine", "standin"], fixtures),
        lambda: seconds([sys.executable, str(HERE / "plain.py"), "hello.py"], fixtures),
    )
    return [("one module: flytex serialize --engine standin / plain script over the SDK", value, 0.5)]
