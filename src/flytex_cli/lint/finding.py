"""What a rule finds, and where."""

from __future__ import annotations

from dataclasses import dataclass

from flytex_cli.project.places import Place, Span
from flytex_cli.records import Severity


@dataclass(frozen=True)
class Edit:
    """Text to put in place of a span: for what has exactly one right answer."""

    span: Span
    text: str


@dataclass(frozen=True)
class Hit:
    """What a rule's check yields: a finding without what the rule itself knows.

    Attributes:
        message: one sentence that quotes the value and does not name the task, so that a setting many tasks inherit
            from their environment is found once.
        field: path of the field as the user writes it (`resources.memory`) or of the TaskSpec's.
        value: the value in question, as text.
        fix: one line on how to fix it.
        severity: where this one is of another severity than the rule.
        aspect: what it is about in the words of its source (a code of `flytex podspec`, a path of the wire contract),
            for rules that cover it (`Cover`).
        hides: whether a credential stands at the place, which nobody is shown.
    """

    message: str
    place: Place
    field: str | None = None
    value: str | None = None
    fix: str | None = None
    edit: Edit | None = None
    severity: Severity | None = None
    aspect: str = ""
    hides: bool = False


@dataclass(frozen=True)
class Finding:
    """One mistake, told once.

    Attributes:
        task: the task's full name, or the name of the environment that the setting is written at.
        hides: whether a credential stands there, which nobody is shown.
    """

    code: str
    slug: str
    severity: Severity
    message: str
    span: Span
    task: str | None = None
    field: str | None = None
    value: str | None = None
    fix: str | None = None
    edit: Edit | None = None
    hides: bool = False
