"""Images to look at: plain values, as every format shows them."""

from __future__ import annotations

from dataclasses import dataclass, field

from flytex_cli.records import Build, ContextFile, Tag


@dataclass(frozen=True)
class Suspect:
    """A file in the build context that is likely to hold a secret.

    Attributes:
        path: in the context.
        why: what tells: `its name`, or the form of what it holds, `a private key`.
    """

    path: str
    why: str


@dataclass(frozen=True)
class LayerSummary:
    """One layer.

    Attributes:
        kind: its class, `PipPackages`.
        summary: what it does, in one line: `pip numpy==2.1.0`.
        place: where it is written, `flow.py:7`; None where it is made elsewhere, or by the SDK.
        text: what it adds to the Dockerfile.
        files: how many files it adds to the build context, and `size`, their bytes in all.
        secrets: the keys of the secrets that are mounted while it is built.
        unpinned: what it installs of which the version is left open.
    """

    kind: str
    summary: str
    place: str | None
    text: str = field(repr=False)
    files: int = 0
    size: int = 0
    secrets: tuple[str, ...] = ()
    unpinned: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImageSummary:
    """One image.

    Attributes:
        environments: the names of those that have it, and `places`, where each is written.
        base: the image that it starts from.
        python: the Python of the image, where that is known; `client_python` the one that flytex loads modules with.
        not_in_tag: the settings that change the image, but not its tag.
        context: the files of the build context.
        suspects: those of them that are likely to hold a secret.
        unknown: what a build finds out that flytex does not look up.
        dockerfile: None where nothing is built.
    """

    environments: tuple[str, ...]
    places: tuple[str, ...]
    uri: str
    build: Build
    tag: Tag
    base: str | None = None
    platform: tuple[str, ...] = ()
    python: str | None = None
    client_python: str | None = None
    not_in_tag: tuple[str, ...] = ()
    layers: tuple[LayerSummary, ...] = ()
    context: tuple[ContextFile, ...] = field(default=(), repr=False)
    suspects: tuple[Suspect, ...] = ()
    unknown: tuple[str, ...] = ()
    dockerfile: str | None = field(default=None, repr=False)

    @property
    def size(self) -> int:
        """The bytes of the build context."""
        return sum(file.size for file in self.context)
