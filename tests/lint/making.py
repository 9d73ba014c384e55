"""Findings, rules and projects made by hand, and small modules loaded for real."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from flytex_cli.engine.base import EngineChoice
from flytex_cli.lint.finding import Edit, Finding, Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.places import Span
from flytex_cli.records import Severity
from tests.lint.linting import projects


def finding(
    code: str = "RES001",
    message: str = "memory is '1GiB'",
    *,
    file: str = "flows/train.py",
    at: tuple[int, int, int, int] = (3, 5, 3, 9),
    task: str | None = "train.fit",
    severity: Severity = Severity.ERROR,
    fix: str | None = "write '1Gi'",
    edit: str | None = None,
    **more: Any,
) -> Finding:
    span = Span(file, *at)
    edit_ = Edit(span, edit) if edit is not None else None
    return Finding(code, "bad-quantity", severity, message, span, task, fix=fix, edit=edit_, **more)


def rule(code: str, check: Callable[[Any], Iterator[Hit]], scope: Scope = Scope.TASK, **more: Any) -> Rule:
    """A rule for one test."""
    return Rule(code, f"slug-of-{code.lower()}", Severity.ERROR, "A summary", "Why.", "", "", scope, check, **more)


def project_of(folder: Path, *modules: str, **named: str) -> Project:
    """Modules given as text, loaded with the stand-in as one project; positional ones are `m0.py`, `m1.py`, ..."""
    texts: Mapping[str, str] = {f"m{index}": text for index, text in enumerate(modules)} | named
    files: Sequence[Path] = [folder / f"{name}.py" for name in texts]
    for file, text in zip(files, texts.values(), strict=True):
        file.write_text(textwrap.dedent(text).lstrip("\n"))
    return projects([files], EngineChoice.STANDIN, folder)[0]
