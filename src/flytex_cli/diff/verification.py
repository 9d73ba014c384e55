"""What two engines made of the same modules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flytex_cli.diff.fields import FieldChange
from flytex_cli.records import Diagnostic, EngineInfo, ModuleReport, Remark


@dataclass(frozen=True)
class Different:
    """A task or app that both engines translate, and the fields in which they differ: `old` is the SDK's value."""

    task: str
    file: str
    changes: Sequence[FieldChange]


@dataclass(frozen=True)
class Refused:
    """A module, or one of its tasks or apps, that an engine could not load or translate.

    Attributes:
        file: the module.
        task: its task or app; None for the module itself.
        reasons: what each engine that refused it says, by `sdk` and `standin`.
    """

    file: str
    task: str | None
    reasons: dict[str, str] = field(default_factory=dict)

    @property
    def one_sided(self) -> bool:
        """Whether the other engine has it."""
        return len(self.reasons) == 1


@dataclass(frozen=True)
class VerifyResult:
    """What both engines made of the same modules.

    Attributes:
        files: how many modules there are.
        equal: how many tasks and apps are the same message on both sides.
        apps: how many of all that were compared are apps.
        different: those that are not equal.
        refused: what one engine, or both, could not load or translate.
        reports: the stand-in's, and `engine` which that is.
        remarks: what there is to say of the cache and of shards.
    """

    files: int
    equal: int
    apps: int
    different: Sequence[Different]
    refused: Sequence[Refused]
    reports: tuple[ModuleReport, ...]
    engine: EngineInfo | None
    remarks: tuple[Remark, ...] = ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Nothing: what went wrong is in `refused`."""
        return ()

    @property
    def tasks(self) -> int:
        """How many tasks were compared."""
        return self.equal + len(self.different) - self.apps

    @property
    def one_sided(self) -> list[Refused]:
        """What only one engine could load or translate."""
        return [refused for refused in self.refused if refused.one_sided]

    def neither(self, *, modules: bool) -> list[Refused]:
        """Return the modules, or the tasks and apps, that both engines refuse."""
        return [each for each in self.refused if not each.one_sided and (each.task is None) is modules]
