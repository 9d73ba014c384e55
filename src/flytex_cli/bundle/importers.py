"""Where loaded files are imported: for a person who asks why they are in a bundle."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

from flytex_cli.bundle.written.files import WrittenFiles
from flytex_cli.bundle.written.scopes import Spot
from flytex_cli.records import LoadedModule


@dataclass(frozen=True)
class Importer:
    """An import of a file.

    Attributes:
        file: where it is written, relative to the root directory.
    """

    file: str
    spot: Spot

    def __str__(self) -> str:
        return f"{self.file}:{self.spot.lineno}"


def importers(modules: Iterable[LoadedModule], root: str, written: WrittenFiles) -> dict[str, Importer]:
    """Return, by file, the first statement that imports it from another one."""
    by_name = {module.name: module.file for module in modules}
    found: dict[str, Importer] = {}
    for name, file in sorted(by_name.items(), key=lambda item: item[1]):
        if not file.endswith(".py"):
            continue
        path = name.split(".")
        if os.path.basename(file) == "__init__.py":
            path.append("__init__")
        for each in written[file].imports:
            base = path[: -each.level] if each.level else []
            names = [*base, *each.dotted]
            for length in range(1, len(names) + 1):
                target = by_name.get(".".join(names[:length]))
                if target is not None and target != file:
                    found.setdefault(target, Importer(os.path.relpath(file, root), each.spot))
    return found
