"""What fires a trigger, and the placeholders its inputs may hold. Fills `automation_spec`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flytex_cli.standin._core.common.repr import short_repr


class _trigger_time:
    """The type of `TriggerTime`."""


TriggerTime = _trigger_time()
"""Stands for the time a schedule fires at, in `Trigger(inputs=...)`."""


class _triggered_artifact:
    """The type of `TriggeredArtifact`."""


TriggeredArtifact = _triggered_artifact()
"""Stands for the artifact that fired, in the inputs of an OnArtifact trigger."""


@short_repr
@dataclass(frozen=True)
class TriggeredPartition:
    """Stands for one partition value of the artifact that fired."""

    key: str

    def __post_init__(self) -> None:
        if not self.key:
            raise ValueError("TriggeredPartition needs the key of a partition, got an empty one")


@short_repr
@dataclass(frozen=True)
class Cron:
    """Fire by a five-field cron expression, in a time zone of the IANA names."""

    expression: str
    timezone: str = "UTC"

    @property
    def timezone_expression(self) -> str:
        """The expression with its time zone, as cron libraries read it."""
        return f"CRON_TZ={self.timezone} {self.expression}"

    def __str__(self) -> str:
        return f"Cron Trigger: {self.timezone_expression}"


@short_repr
@dataclass(frozen=True)
class FixedRate:
    """Fire every so many minutes, from `start_time` or from activation."""

    interval_minutes: int
    start_time: datetime | None = None

    def __str__(self) -> str:
        return f"FixedRate Trigger: every {self.interval_minutes} minutes"


@short_repr
@dataclass(frozen=True, init=False)
class OnArtifact:
    """Fire when an artifact of that name (and version, and string partitions) comes to be."""

    name: str
    version: str | None = None
    partitions: Mapping[str, str] | None = None

    def __init__(
        self,
        name: str,
        version: str | None = None,
        partitions: Mapping[str, str] | None = None,
        **partition_kwargs: str,
    ) -> None:
        if not name:
            raise ValueError("OnArtifact needs the name of an artifact, got an empty one")
        merged = {**(partitions or {}), **partition_kwargs}
        for key, value in merged.items():
            if not isinstance(value, str):
                raise TypeError(
                    f"OnArtifact {name!r}: partition {key!r} must be a string, got {type(value).__name__}: {value!r}; "
                    "only string partitions can be matched"
                )
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "version", version)
        object.__setattr__(self, "partitions", merged or None)

    def __str__(self) -> str:
        version = f"@{self.version}" if self.version else ""
        partitions = ", ".join(f"{key}={value}" for key, value in (self.partitions or {}).items())
        suffix = f" [{partitions}]" if partitions else ""
        return f"Artifact Trigger: on new version of {self.name}{version}{suffix}"
