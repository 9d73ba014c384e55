"""Layers that copy the user's files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .hashing import Hasher, Ignored, hash_file, hash_source, hash_text
from .ignore import DockerignoreFile
from .layer import FILE, FOLDER, Layer, PathType


@dataclass(frozen=True)
class CopyConfig(Layer):
    """A file (`path_type` 0) or a folder (1) to copy."""

    path_type: PathType
    src: Path
    dst: str

    def __post_init__(self) -> None:
        if self.path_type not in (FILE, FOLDER):
            raise ValueError(f"path_type must be 0 for a file or 1 for a folder, got {self.path_type!r}")
        object.__setattr__(self, "src", Path(self.src))

    def validate(self) -> None:
        from flytex_cli.standin._core.errors import ImageBuildError

        kind, fits = ("file", self.src.is_file()) if self.path_type == FILE else ("folder", self.src.is_dir())
        if not self.src.exists():
            raise ImageBuildError(f"source {kind} {self.src.absolute()} of the image does not exist")
        if not fits:
            raise ImageBuildError(f"source {self.src.absolute()} of the image is not a {kind}")

    def update_hash(self, hasher: Hasher, ignore: Ignored | None = None) -> None:
        if ignore is None and self.src.is_dir():
            ignore = DockerignoreFile(self.src)
        hash_source(hasher, self.src, ignore)
        hash_text(hasher, self.dst)


@dataclass(frozen=True)
class CodeBundleLayer(Layer):
    """The user's own code, copied only when it is not sent as a code bundle (`--copy-style none`)."""

    copy_style: Literal["loaded_modules", "all"]
    dst: str = "."
    root_dir: Path | None = None

    def update_hash(self, hasher: Hasher, ignore: Ignored | None = None) -> None:
        if self.root_dir is None:
            raise ValueError(
                "root_dir not set for CodeBundleLayer: an image with with_code_bundle() has its tag only in a "
                "deployment, where the copy style is known"
            )
        hash_text(hasher, f"code_bundle:{self.copy_style}:{self.dst}")
        if self.copy_style == "all":
            hash_source(hasher, self.root_dir, ignore)
        else:
            raise NotImplementedError("the stand-in does not deploy, so it does not gather the loaded modules")


@dataclass(frozen=True)
class DockerIgnore(Layer):
    """The `.dockerignore` that counts for all source layers of the image."""

    path: str

    def update_hash(self, hasher: Hasher, ignore: Ignored | None = None) -> None:
        path = Path(self.path)
        if path.exists():
            hash_file(hasher, path, ".dockerignore file")
        else:
            hash_text(hasher, self.path)
