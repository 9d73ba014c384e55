"""Whether the SDK would use ruff to find imports: nothing is run to know it."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from flytex_cli.bundle.release import BundleRelease


@dataclass(frozen=True)
class Ruff:
    """The ruff on PATH.

    Attributes:
        path: where it is.
        version: as its installation says; None where that does not lie beside it.
    """

    path: str
    version: str | None

    def is_used(self, release: BundleRelease) -> bool:
        """Whether a release uses it; a version that is not known is taken to be new enough."""
        numbers = tuple(map(int, re.findall(r"\d+", self.version or "")[:3]))
        return release.static and (not numbers or numbers >= release.min_ruff)


def find_ruff() -> Ruff | None:
    """Return the ruff on PATH, if there is one."""
    found = shutil.which("ruff")
    if found is None:
        return None
    place = Path(found).resolve().parent.parent
    names = [path.name for path in place.glob("lib/python*/site-packages/ruff-*.dist-info")]
    version = re.fullmatch(r"ruff-(\d+(?:\.\d+)*)\.dist-info", names[0]) if len(names) == 1 else None
    return Ruff(found, version[1] if version else None)
