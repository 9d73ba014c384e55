"""Edits with exactly one right answer."""

from __future__ import annotations

import ast

from flytex_cli.lint.finding import Edit
from flytex_cli.project import Workload
from flytex_cli.project.fields import Step, find_text
from flytex_cli.project.source import Source


def replace_text(written: tuple[Source, ast.expr] | None, old: str, new: str | None) -> Edit | None:
    """Put `new` in place of a plain string literal that says `old`, in the quotes it has; None where it is not one."""
    if written is None or new is None:
        return None
    source, node = written
    if not isinstance(node, ast.Constant) or node.value != old:
        return None
    span = source.span(node)
    text = source.written(span)
    for quote in ('"', "'"):
        if text == f"{quote}{old}{quote}":
            return Edit(span, f"{quote}{new}{quote}")
    return None


def replace_at(workload: Workload, old: str, new: str | None, *path: Step) -> Edit | None:
    """Put `new` in place of the literal `old` wherever it is written inside a setting."""
    written = workload.written(*path)
    return replace_text(find_text(*written, old) if written is not None else None, old, new)
