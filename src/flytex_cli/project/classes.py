"""Where a class of the user's own is written."""

from __future__ import annotations

import ast

from flytex_cli.project.places import Span
from flytex_cli.project.project import Project


def class_span(project: Project, name: str, field: str) -> Span | None:
    """Return where a field of a class is annotated, else where the class is named; None where neither was read.

    Args:
        project: what was loaded.
        name: `module:qualname`.
        field: the field; empty for the class itself.
    """
    module, _, qualname = name.partition(":")
    source = next((each for each in project.sources.values() if each.record.module == module), None)
    if source is None:
        return None
    body, found = source.tree.body, None
    for part in qualname.split("."):
        found = next((each for each in body if isinstance(each, ast.ClassDef) and each.name == part), None)
        if found is None:
            return None
        body = found.body
    for each in body:
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name) and each.target.id == field:
            return source.span(each)
    return source.line_span(found.lineno) if found is not None else None
