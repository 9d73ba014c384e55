"""One thing that a change of code does to the running system."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import Enum

from flytex_cli.diff.fields import MISSING, FieldChange, path_text
from flytex_cli.records import Json


class Impact(str, Enum):
    """What a change may do, the worst first."""

    BREAKING = "breaking"
    """Callers or triggers of the task fail, or the task itself does."""
    BEHAVIOUR = "behaviour"
    """The task runs, otherwise than before."""
    COSMETIC = "cosmetic"
    """Only what people read."""

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Impact).index(self)

    def reaches(self, threshold: Impact) -> bool:
        """Return whether it is as bad as `threshold`, or worse."""
        return self.rank <= threshold.rank


class Kind(str, Enum):
    """What happened to a task or a field."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Change:
    """A field of a task or app that differs, or (without a field) one that came, went or was renamed.

    Attributes:
        task: the name of the task or app; the new one, where it was renamed.
        field: the field with both values; None for the task as a whole.
        why: what it means, in a few words.
        noise: what is folded unless all is asked for, by the name it is folded under (`version`, `cache hash`).
        appeared: whether a change of the task as a whole is its coming, not its going.
        renamed_from: the task's old name, of a change that is its renaming.
    """

    task: str
    impact: Impact
    why: str
    field: FieldChange | None = None
    noise: str | None = None
    appeared: bool = dataclasses.field(default=False, kw_only=True)
    renamed_from: str | None = dataclasses.field(default=None, kw_only=True)

    @property
    def path(self) -> str:
        """The way to the field; empty for the task as a whole."""
        return "" if self.field is None else path_text(self.field.steps)

    @property
    def kind(self) -> Kind:
        """What happened."""
        if self.renamed_from is not None:
            return Kind.RENAMED
        if self.field is None:
            return Kind.ADDED if self.appeared else Kind.REMOVED
        if self.field.old is MISSING:
            return Kind.ADDED
        return Kind.REMOVED if self.field.new is MISSING else Kind.CHANGED

    @property
    def old(self) -> Json:
        """The old value, None where there was none."""
        if self.field is not None:
            return None if self.field.old is MISSING else self.field.old
        return self.renamed_from or (None if self.appeared else self.task)

    @property
    def new(self) -> Json:
        """The new value, None where there is none."""
        if self.field is not None:
            return None if self.field.new is MISSING else self.field.new
        return self.task if self.appeared or self.renamed_from else None
