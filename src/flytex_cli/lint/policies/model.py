"""A policy of a team, as it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from flytex_cli.lint.policies.checker import Checked
from flytex_cli.lint.policies.documents import Subject
from flytex_cli.records import Severity


@dataclass(frozen=True)
class PolicyRule:
    """One `[[tool.flytex.lint.policy]]`, read and checked.

    Attributes:
        expression: true where all is well.
        message: what is said where it is not: texts, and expressions whose values stand between them.
        applies_to: globs over names; everything when empty.
        source: the file it is written in, as a person would write its path.
    """

    code: str
    slug: str
    subject: Subject
    expression: Checked
    message: tuple[str | Checked, ...]
    severity: Severity
    fix: str | None
    why: str
    applies_to: Sequence[str]
    source: str

    def applies(self, name: str) -> bool:
        """Return whether it speaks of a task, environment or app."""
        return not self.applies_to or any(fnmatchcase(name, glob) for glob in self.applies_to)

    @property
    def written(self) -> str:
        """All that it says, as one text."""
        message = [part if isinstance(part, str) else (part.text,) for part in self.message]
        rest = (self.severity.value, self.fix, self.why, list(self.applies_to), self.source)
        return repr((self.code, self.slug, self.subject.value, self.expression.text, message, *rest))

    @property
    def summary(self) -> str:
        """The message, with the expressions as they are written."""
        return "".join(part if isinstance(part, str) else f"{{{part.text}}}" for part in self.message)
