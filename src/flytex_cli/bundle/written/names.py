"""What a file's names mean by its own import statements."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence


def imported_names(nodes: Iterable[ast.AST], package: Sequence[str] = ()) -> dict[str, str]:
    """Return what each name that is imported stands for: `os.environ` of `from os import environ`.

    Args:
        nodes: of one file.
        package: the parts of its package's name, for relative imports; those that leave it are passed over.
    """
    names: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.name if alias.asname else alias.name.partition(".")[0]
                names[alias.asname or name] = name
        elif isinstance(node, ast.ImportFrom) and node.level <= len(package):
            base = package[: len(package) - node.level + 1] if node.level else ()
            home = [*base, *([node.module] if node.module else [])]
            names |= {alias.asname or alias.name: ".".join([*home, alias.name]) for alias in node.names}
    return names


def dotted(node: ast.AST, names: Mapping[str, str]) -> str | None:
    """Resolve `environ.get` to `os.environ.get` under `from os import environ`; None if it is not imported."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    home = names.get(node.id) if isinstance(node, ast.Name) else None
    return None if home is None else ".".join([home, *reversed(parts)])
