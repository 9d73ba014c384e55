"""`flyte.artifacts`: names and partitions for what tasks produce. Publishing them is the platform's part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Protocol, TypeVar

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly

__all__ = [
    "KIND_KEY",
    "MAX_PARENTS",
    "Artifact",
    "ArtifactKey",  # noqa: F822 (loaded when it is asked for)
    "ArtifactVersionId",  # noqa: F822 (loaded when it is asked for)
    "Card",
    "CardFormat",
    "CardType",
    "Granularity",
    "Kind",
    "Metadata",
    "TimePartition",
    "new",
    "produces",
]

T = TypeVar("T")

KIND_KEY = "flyte.io/kind"
MAX_PARENTS = 32

Kind = Literal["model", "data", "generic"]
CardType = Literal["model", "data", "generic"]
CardFormat = Literal["html", "md", "json", "yaml", "csv", "tsv", "png", "jpg", "jpeg"]
Granularity = Literal["hour", "day", "week", "month"]


class Artifact(Protocol):
    """A value with its metadata."""


@dataclass(frozen=True)
class TimePartition:
    """A time partition of a named granularity."""

    value: date | datetime
    granularity: Granularity = "day"


@dataclass(frozen=True, kw_only=True)
class Card:
    """A page that describes an artifact."""

    uri: str
    format: CardFormat = "html"
    card_type: CardType = "generic"

    create_from = RuntimeOnly("flyte.artifacts.Card.create_from")


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """What an artifact is published as.

    Attributes:
        name: of the artifact.
        version: of this version; by default the platform's.
        description: for readers.
        attrs: anything else, as strings.
        card: a page about it.
        kind: "model", "data" or "generic".
        partitions: by key; one of them may be a time.
        parents: versions it was made of, 32 at most.
        version_from_content: whether the version is a hash of the content.
    """

    name: str
    version: str | None = None
    description: str | None = None
    attrs: Mapping[str, str] | None = None
    card: Card | None = None
    kind: Kind | None = None
    partitions: Mapping[str, Any] | None = None
    parents: tuple[Any, ...] | None = None
    version_from_content: bool = False

    def __post_init__(self) -> None:
        if self.parents is not None and len(self.parents) > MAX_PARENTS:
            raise ValueError(
                f"artifact {self.name!r}: at most {MAX_PARENTS} parents can be declared, got {len(self.parents)}"
            )
        if self.parents and "" in self.parents:
            raise ValueError(f"artifact {self.name!r}: one of its parents is an empty version")
        times = [key for key, value in (self.partitions or {}).items() if isinstance(value, (date, TimePartition))]
        if len(times) > 1:
            raise ValueError(f"artifact {self.name!r}: only one partition can be a time, got {', '.join(times)}")
        for key, value in (self.partitions or {}).items():
            if value is None:
                raise ValueError(f"artifact {self.name!r}: partition {key!r} is None")

    @classmethod
    def create_model_metadata(
        cls,
        *,
        name: str,
        version: str | None = None,
        description: str | None = None,
        card: Card | None = None,
        framework: str | None = None,
        model_type: str | None = None,
        architecture: str | None = None,
        task: str | None = None,
        modality: tuple[str, ...] = ("text",),
        serial_format: str = "safetensors",
        attrs: Mapping[str, str] | None = None,
        partitions: Mapping[str, Any] | None = None,
    ) -> Metadata:
        """Return the metadata of a model."""
        model = {
            KIND_KEY: "model",
            "framework": framework or "",
            "model_type": model_type or "",
            "architecture": architecture or "",
            "task": task or "",
            "modality": ",".join(modality),
            "serial_format": serial_format or "",
        }
        return cls(
            name=name,
            version=version,
            description=description,
            card=card,
            partitions=partitions,
            attrs={**(attrs or {}), **model},
        )


def new(obj: T, metadata: Metadata) -> T:
    """Mark a task's output as an artifact; here it stays as it is."""
    return obj


@contextmanager
def produces(**outputs: Metadata) -> Iterator[None]:
    """Declare that outputs of the task called in this block are artifacts; here nothing happens."""
    yield


def __getattr__(name: str) -> Any:
    if name not in ("ArtifactKey", "ArtifactVersionId"):
        raise AttributeError(f"module 'flyte.artifacts' has no attribute {name!r}")
    from flyteidl2.core import artifact_id_pb2

    return getattr(artifact_id_pb2, name)
