"""What a file's names mean by its own import statements, for modules outside of `flyte` and the user's tree."""

from __future__ import annotations

import ast
from functools import lru_cache

from flytex_cli.bundle.written.names import dotted, imported_names
from flytex_cli.project.source import Source


def dotted_name(source: Source, node: ast.AST) -> str | None:
    """Resolve `environ.get` to `os.environ.get` under `from os import environ`; None if it is not imported."""
    return dotted(node, imported(source))


@lru_cache(maxsize=256)
def imported(source: Source) -> dict[str, str]:
    """Return what each name that the file imports, anywhere in it, stands for; relative imports are left out."""
    return imported_names(source.nodes)
