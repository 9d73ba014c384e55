"""What two engines made of the same modules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flytex_cli.diff.fields import FieldChange
from flytex_cli.records import ModuleReport


@dataclass(frozen=True)
class VerifyResult:
    """What both engines made of the same modules.

    Attributes:
        different: the fields that differ, by task.
        one_sided: what only one engine could load or translate, by `sdk` and `standin`.
        neither: how many tasks both engines refused.
    """

    equal: int
    different: Mapping[str, Sequence[FieldChange]]
    one_sided: Mapping[str, Sequence[str]]
    neither: int
    reports: tuple[ModuleReport, ...]

    @property
    def tasks(self) -> int:
        """How many tasks were compared."""
        return self.equal + len(self.different)
