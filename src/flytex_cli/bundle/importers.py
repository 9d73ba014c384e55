"""Where loaded files are imported: for a person who asks why they are in a bundle."""

from __future__ import annotations

import os
from collections.abc import Iterable

from flytex_cli.bundle.imports import imports, parsed
from flytex_cli.records import LoadedModule


def importers(modules: Iterable[LoadedModule], root: str) -> dict[str, str]:
    """Return, by file, the first statement that imports it from another one, as `flows/main.py:3`."""
    by_name = {module.name: module.file for module in modules}
    found: dict[str, tuple[str, int]] = {}
    for name, file in sorted(by_name.items(), key=lambda item: item[1]):
        tree = parsed(file) if file.endswith(".py") else None
        if tree is None:
            continue
        path = name.split(".")
        if os.path.basename(file) == "__init__.py":
            path.append("__init__")
        for each in imports(tree):
            base = path[: -each.level] if each.level else []
            names = [*base, *each.dotted]
            for length in range(1, len(names) + 1):
                target = by_name.get(".".join(names[:length]))
                if target is not None and target != file:
                    found.setdefault(target, (file, each.line))
    return {target: f"{os.path.relpath(file, root)}:{line}" for target, (file, line) in found.items()}
