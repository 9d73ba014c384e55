"""Images: the Dockerfile of each, layer by layer, and the files that it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from flytex_cli.records.base import Json, SourceLocation


class Build(str, Enum):
    """How an image comes to be."""

    NONE = "none"
    """It is there already and is used as it is."""
    LAYERS = "layers"
    """From a Dockerfile that the SDK writes, layer by layer."""
    DOCKERFILE = "dockerfile"
    """From the user's own Dockerfile."""


class Tag(str, Enum):
    """What the tag of an image is made of."""

    GIVEN = "given"
    """It is written out, or fixed by the SDK: a change of the layers does not change it."""
    HASH = "hash"
    """A hash of the base image, the Dockerfile and the layers, with the files that they need."""


@dataclass(frozen=True)
class ContextFile:
    """A file in the build context.

    Attributes:
        path: in the context.
        source: the file that is copied, as the image names it.
        size: in bytes.
    """

    path: str
    source: str
    size: int


@dataclass(frozen=True)
class ImageLayer:
    """One layer.

    Attributes:
        kind: its class, `PipPackages`.
        facts: its fields that were set, by the SDK's own names, as JSON values.
        text: what it adds to the Dockerfile.
        files: what it adds to the build context.
        secrets: the keys of the secrets that are mounted while it is built.
    """

    kind: str
    facts: Mapping[str, Json]
    text: str = field(repr=False)
    files: tuple[ContextFile, ...] = field(default=(), repr=False)
    secrets: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImageRecord:
    """An image, as one or more environments have it.

    Attributes:
        environments: their names.
        locations: where each of them is written.
        head: what stands before the layers; of a user's own Dockerfile, all of it.
        foot: what stands after them.
        files: of a user's own Dockerfile, all that its folder has beside what is ignored.
        base: the image it starts from, where it is built from layers.
        python: the Python of the image, `3.12`, where the image says it.
        unknown: what a build finds out that flytex does not look up, each in one sentence.
    """

    environments: tuple[str, ...]
    locations: tuple[SourceLocation, ...]
    uri: str
    build: Build
    tag: Tag
    base: str | None = None
    platform: tuple[str, ...] = ()
    python: str | None = None
    head: str = field(default="", repr=False)
    layers: tuple[ImageLayer, ...] = ()
    foot: str = field(default="", repr=False)
    files: tuple[ContextFile, ...] = field(default=(), repr=False)
    unknown: tuple[str, ...] = ()

    @property
    def dockerfile(self) -> str | None:
        """The whole Dockerfile; None where nothing is built."""
        if self.build is Build.NONE:
            return None
        return "".join((self.head, *(layer.text for layer in self.layers), self.foot))

    @property
    def wire_bytes(self) -> tuple[bytes, ...]:
        """All that a value of the user's may have got into."""
        return self.uri.encode("utf-8", "replace"), (self.dockerfile or "").encode("utf-8", "replace")

    @property
    def context(self) -> tuple[ContextFile, ...]:
        """All files of the build context, each once, by their path."""
        every = {each.path: each for files in (self.files, *(layer.files for layer in self.layers)) for each in files}
        return tuple(every[path] for path in sorted(every))
