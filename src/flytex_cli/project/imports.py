"""What a file's names mean by its own import statements, for modules outside of `flyte` and the user's tree."""

from __future__ import annotations

import ast

from flytex_cli.bundle.written.names import dotted
from flytex_cli.project.source import Source


def dotted_name(source: Source, node: ast.AST) -> str | None:
    """Resolve `environ.get` to `os.environ.get` under `from os import environ`; None if it is not imported."""
    return dotted(node, source.imported)
