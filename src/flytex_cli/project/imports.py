"""What a file's names mean by its own import statements, for modules outside of `flyte` and the user's tree."""

from __future__ import annotations

import ast
from functools import lru_cache

from flytex_cli.project.source import Source


def dotted_name(source: Source, node: ast.AST) -> str | None:
    """Resolve `environ.get` to `os.environ.get` under `from os import environ`; None if it is not imported."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    home = imported(source).get(node.id)
    return None if home is None else ".".join([home, *reversed(parts)])


@lru_cache(maxsize=256)
def imported(source: Source) -> dict[str, str]:
    """Return what each name that the file imports, anywhere in it, stands for; relative imports are left out."""
    names: dict[str, str] = {}
    for node in source.nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.name if alias.asname else alias.name.partition(".")[0]
                names[alias.asname or name] = name
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return names
