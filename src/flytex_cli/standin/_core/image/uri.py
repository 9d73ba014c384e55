"""The URI of an image: `registry/name:tag`, where the tag is the hash of all parts of the image."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from .hashing import hash_file
from .ignore import DockerignoreFile, of_root

if TYPE_CHECKING:
    from .image import Image


def image_uri(image: Image) -> str:
    """Return the URI; an unchanged image exists already, under the URI of its base.

    Raises:
        ImageBuildError: there is no URI: the image is a reference, or has no base or no name.
    """
    if not image._is_cloned:
        return image.base_image or _refuse(image)
    if not image.name:
        _refuse(image)
    name = f"{image.name}:{image._final_tag}"
    return f"{image.registry}/{name}" if image.registry else name


def image_hash(image: Image) -> str:
    """Return the hash over base image, Dockerfile and layers, in this order."""
    ignore = _dockerignore(image)
    hasher = hashlib.md5(usedforsecurity=False)
    if image.base_image:
        hasher.update(image.base_image.encode())
    if image.dockerfile:
        hash_file(hasher, image.dockerfile, "Dockerfile")
    for layer in image._layers:
        layer.update_hash(hasher, ignore)
    return hasher.hexdigest()


def _dockerignore(image: Image) -> DockerignoreFile | None:
    """Return the rules of the last `with_dockerignore`, else of the root directory's file; they hold for its folder."""
    path = dockerignore_path(image)
    return DockerignoreFile(path.parent) if path is not None else None


def dockerignore_path(image: Image) -> Path | None:
    """Return the `.dockerignore` that counts for all layers of an image, if it is there."""
    from .source_layers import DockerIgnore

    paths = [Path(layer.path) for layer in image._layers if isinstance(layer, DockerIgnore) and layer.path.strip()]
    path = paths[-1] if paths else of_root()
    return path if path is not None and path.is_file() else None


def _refuse(image: Image) -> NoReturn:
    from flytex_cli.standin._core.errors import ImageBuildError

    if image._ref_name:
        name = image._ref_name
        raise ImageBuildError(f"image {name!r} is known by its name only: give its URI with --image {name}=URI")
    if image._is_cloned:
        raise ImageBuildError(f"the changed image {image.base_image!r} has no name: use clone(name=...)")
    raise ImageBuildError(f"the image has the base {image.base_image!r}: Image.from_base() needs a full URI")
