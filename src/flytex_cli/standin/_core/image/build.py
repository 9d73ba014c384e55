"""Names for building images, which the stand-in does not do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly
from flytex_cli.standin._core.context.serialization import ImageCache, RunIdentifierData

if TYPE_CHECKING:
    from .image import Image

__all__ = ["ImageBuild", "ImageBuildEngine", "ImageBuilder", "ImageCache", "ImageChecker", "RunIdentifierData"]


@dataclass
class ImageBuild:
    """The outcome of a build."""

    uri: str | None
    remote_run: Any | None
    build_run: RunIdentifierData | None = None


class ImageBuilder(Protocol):
    """What builds images."""

    async def build_image(self, image: Image, dry_run: bool, wait: bool = True, force: bool = False) -> ImageBuild: ...

    def get_checkers(self) -> list[type[ImageChecker]] | None:
        """Return what can tell whether an image exists already."""
        return None


class ImageChecker(Protocol):
    """What tells whether an image exists already."""

    @classmethod
    async def image_exists(cls, repository: str, tag: str, arch: tuple[str, ...] = ("linux/amd64",)) -> str | None: ...


class ImageBuildEngine:
    """Builds images with a builder; here it is only referred to."""

    ImageBuilderType: ClassVar[Any] = Literal["local", "remote"]
    build = RuntimeOnly("flyte.extend.ImageBuildEngine.build")
    image_exists = RuntimeOnly("flyte.extend.ImageBuildEngine.image_exists")
