"""What is affected, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field

from flytex_cli.load.repository.changes import ChangedFile, Changes


@dataclass(frozen=True)
class Cause:
    """How a changed file reaches something.

    Attributes:
        file: the changed file.
        chain: the way there, in sentences: the first is about what is affected, the last about the changed file.
    """

    file: ChangedFile
    chain: tuple[str, ...]


@dataclass(frozen=True)
class AffectedFile:
    """A file that is affected: one of tests, or a module that could not be loaded.

    Attributes:
        file: its path as a person would write it.
    """

    file: str
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class AffectedEnvironment:
    """An environment of which something is affected.

    Attributes:
        file: the module that defines it.
        tasks: the full names of its tasks that are affected.
        app: whether it is an app.
    """

    name: str
    file: str
    tasks: tuple[str, ...]
    app: bool
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class Totals:
    """How much there is of each kind, affected or not."""

    environments: int = 0
    tasks: int = 0
    apps: int = 0
    tests: int = 0


@dataclass(frozen=True)
class Affected:
    """All that a change touches, in the order in which modules are loaded.

    Attributes:
        unloaded: modules that could not be loaded whole, of which more may be affected.
        tests: files of tests.
    """

    changes: Changes
    environments: tuple[AffectedEnvironment, ...] = ()
    unloaded: tuple[AffectedFile, ...] = ()
    tests: tuple[AffectedFile, ...] = ()
    totals: Totals = field(default_factory=Totals)

    @property
    def names(self) -> frozenset[str]:
        """The names of all that is affected: environments, apps among them, and tasks."""
        return frozenset((*self.tasks, *(environment.name for environment in self.environments)))

    @property
    def files(self) -> frozenset[str]:
        """The modules that define it, and those that could not be loaded."""
        return frozenset((*(each.file for each in self.environments), *(each.file for each in self.unloaded)))

    @property
    def tasks(self) -> tuple[str, ...]:
        """The full names of the affected tasks."""
        return tuple(task for environment in self.environments for task in environment.tasks)

    @property
    def apps(self) -> tuple[str, ...]:
        """The names of the affected apps."""
        return tuple(environment.name for environment in self.environments if environment.app)
