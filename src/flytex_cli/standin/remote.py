"""`flyte.remote`: what is deployed. Tasks can be referred to by name; everything that asks the backend is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, NoReturn

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly, RuntimeOnlyClass, runtime_only_class
from flytex_cli.standin._core.errors import StandinRunsNothingError

_CLASSES = (
    "Action",
    "ActionDetails",
    "ActionInputs",
    "ActionOutputs",
    "App",
    "Artifact",
    "Condition",
    "PartitionSchema",
    "Project",
    "Run",
    "RunDetails",
    "Secret",
    "Settings",
    "TaskDetails",
    "Trigger",
    "TriggerDetails",
    "User",
)

__all__ = sorted([*_CLASSES, "SecretTypes", "Task", "TimeFilter", "auth_metadata", "upload_dir", "upload_file"])

SecretTypes = Literal["regular", "image_pull"]

upload_dir = RuntimeOnly("flyte.remote.upload_dir")
upload_file = RuntimeOnly("flyte.remote.upload_file")


@dataclass
class TimeFilter:
    """A span of time."""

    after: datetime | None = None
    before: datetime | None = None


@dataclass
class LazyEntity:
    """A deployed task by its name; it is fetched when it is called, which is refused."""

    name: str
    _version: dict[str, Any] = field(default_factory=dict)

    fetch = RuntimeOnly("flyte.remote.Task.fetch")

    def override(self, **_settings: Any) -> LazyEntity:
        """Return the same task: its settings are the backend's."""
        return replace(self)

    def __call__(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise StandinRunsNothingError(f"the deployed task {self.name}")

    async def aio(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse, as the call does."""
        raise StandinRunsNothingError(f"the deployed task {self.name}")


class Task(RuntimeOnlyClass):
    """Deployed tasks."""

    @classmethod
    def get(
        cls,
        name: str,
        project: str | None = None,
        domain: str | None = None,
        version: str | None = None,
        auto_version: Literal["latest", "current"] | None = None,
    ) -> LazyEntity:
        """Return a task by its name; nothing is asked for yet."""
        if version is None and auto_version not in (None, "latest", "current"):
            raise ValueError(f'flyte.remote.Task.get: auto_version must be "latest" or "current", got {auto_version!r}')
        place = {"project": project, "domain": domain, "version": version, "auto_version": auto_version}
        return LazyEntity(name, place)


@contextmanager
def auth_metadata(*kv: tuple[str, str]) -> Iterator[None]:
    """Add metadata to the requests of a block; there are none."""
    yield


def __getattr__(name: str) -> Any:
    if name not in _CLASSES:
        raise AttributeError(f"module 'flyte.remote' has no attribute {name!r}")
    value = runtime_only_class(__name__, name)
    globals()[name] = value
    return value
