"""A deployment before it happens."""

from __future__ import annotations

from dataclasses import dataclass

from flytex_cli.inspect.columns import Item
from flytex_cli.inspect.model import AppSummary, EnvironmentSummary, ImageSummary, TaskSummary


@dataclass(frozen=True)
class PlannedImage:
    """An image that is deployed with.

    Attributes:
        environments: those that use it.
        builds: whether the deployment builds it, unless the registry has it; otherwise it is used as it stands.
    """

    image: ImageSummary
    environments: tuple[str, ...]
    builds: bool


@dataclass(frozen=True)
class PlannedBundle:
    """The code that is uploaded.

    Attributes:
        environments: those that are deployed with it.
        size: of all its files, in bytes.
        digest: the SDK's digest of contents and paths; None where a file cannot be read.
    """

    environments: tuple[str, ...]
    files: int
    size: int
    digest: str | None


@dataclass(frozen=True)
class Group:
    """Environments that are deployed together: one that no other depends on, with all it depends on."""

    environments: tuple[EnvironmentSummary, ...]

    @property
    def tasks(self) -> tuple[TaskSummary, ...]:
        """Their tasks."""
        return tuple(task for environment in self.environments for task in environment.tasks)

    @property
    def apps(self) -> tuple[AppSummary, ...]:
        """Those of them that are apps."""
        return tuple(each.app for each in self.environments if each.app is not None)

    @property
    def items(self) -> tuple[Item, ...]:
        """Their tasks, then their apps."""
        return (*self.tasks, *self.apps)


@dataclass(frozen=True)
class Plan:
    """A deployment before it happens.

    Attributes:
        groups: in the order in which they are deployed.
        images: each once, in the order in which they are met.
        bundles: of a file that is named one, of a folder one for all of it.
        version: the version that was asked for; None where the deployment makes one.
        unknown: what only the deployment knows, in sentences.
        at: the moment fire times are counted from, RFC 3339; None where there are none.
    """

    groups: tuple[Group, ...]
    images: tuple[PlannedImage, ...]
    bundles: tuple[PlannedBundle, ...]
    version: str | None
    unknown: tuple[str, ...]
    at: str | None = None

    @property
    def tasks(self) -> tuple[TaskSummary, ...]:
        """The tasks of all groups."""
        return tuple(task for group in self.groups for task in group.tasks)

    @property
    def apps(self) -> tuple[AppSummary, ...]:
        """The apps of all groups."""
        return tuple(app for group in self.groups for app in group.apps)

    @property
    def items(self) -> tuple[Item, ...]:
        """The tasks, then the apps."""
        return (*self.tasks, *self.apps)
