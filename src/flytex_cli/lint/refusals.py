"""What Flyte refused when a module was imported, told by the rule that knows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule
from flytex_cli.project import Project
from flytex_cli.records import CANNOT_IMPORT, Severity


def refusals(project: Project, rule: Rule) -> Iterator[Hit]:
    """Yield what a rule tells of the refusals in a project."""
    if not rule.refused:
        return
    for diagnostic in project.diagnostics:
        field = diagnostic.field
        if diagnostic.subject is None and field is not None and any(re.fullmatch(each, field) for each in rule.refused):
            yield Hit(
                diagnostic.message.removeprefix(CANNOT_IMPORT),
                project.place_of(diagnostic),
                field=field,
                fix=diagnostic.hint,
                severity=Severity.ERROR,
            )
