"""Fill a `SerializationContext` of any SDK release from a ContextSpec."""

from __future__ import annotations

import pathlib
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from flytex_cli.engine.base import ContextSpec
from flytex_cli.engine.parameters import parameters

DEFAULT_IMAGE = "default"
"""The reference name under which `--image URI` is filed (SDK `_image._DEFAULT_IMAGE_REF_NAME`)."""


class UnmappedImage(Exception):
    """An `Image.from_ref_name(NAME)` whose NAME neither `--image` nor the configuration maps to a URI."""


def serialization_context(models: ModuleType, spec: ContextSpec, root: str, image_cache: Any) -> Any:
    """Return the context a task is translated with.

    Args:
        models: `flyte.models`.
        spec: what the user asked for.
        root: the root directory.
        image_cache: the images of the environments deployed together, for the container to find its siblings' by; None
            leaves them out, as `flyte.extras.serialize` does.
    """
    values = {
        "version": spec.version,
        "project": spec.project,
        "domain": spec.domain,
        "org": spec.org,
        "code_bundle": code_bundle(models, spec),
        "input_path": spec.input_path,
        "output_path": spec.output_path,
        "interpreter_path": spec.interpreter_path,
        "root_dir": pathlib.Path(root),
        "image_cache": image_cache,
    }
    known = parameters(models.SerializationContext)
    return models.SerializationContext(**{k: v for k, v in values.items() if v is not None and k in known})


def code_bundle(models: ModuleType, spec: ContextSpec) -> Any:
    """Return the code bundle given, or None."""
    uri = spec.code_bundle_uri
    if uri is None:
        return None
    form = "pkl" if uri.endswith((".pkl", ".pkl.gz")) else "tgz"
    return models.CodeBundle(
        computed_version=spec.code_bundle_version or spec.version, destination=spec.code_bundle_dest, **{form: uri}
    )


def settled_image(flyte: ModuleType, images: Mapping[str, str], push_registry: str | None, image: Any) -> Any:
    """Return the image that `flyte deploy` builds or refers to for an environment: an `Image`, a URI, or None.

    Args:
        flyte: the package that modules import as `flyte`.
        images: image URI by reference name.
        push_registry: where a local build pushes an image that names no registry.
        image: what the environment was given.

    Raises:
        UnmappedImage: the image is a reference name that nothing maps.
    """
    if image == "auto":
        return images.get(DEFAULT_IMAGE) or flyte.Image.from_debian_base()
    reference = getattr(image, "_ref_name", None)
    if reference is not None:
        if reference not in images:
            raise UnmappedImage(reference)
        base = images[reference]
        return image.clone(base_image=base) if image._layers else base
    if push_registry and getattr(image, "_is_cloned", False) and not image.registry:
        return image.clone(registry=push_registry)
    return image


def image_uri(flyte: ModuleType, images: Mapping[str, str], push_registry: str | None, image: Any) -> str | None:
    """Return the URI `flyte deploy` records for an environment's image, without building it; None when it records none.

    Args:
        flyte: the package that modules import as `flyte`.
        images: image URI by reference name.
        push_registry: where a local build pushes an image that names no registry.
        image: what the environment was given.

    Raises:
        UnmappedImage: the image is a reference name that nothing maps.
    """
    if image is None or (isinstance(image, str) and image != "auto"):
        return None
    settled = settled_image(flyte, images, push_registry, image)
    return str(settled if isinstance(settled, str) else settled.uri)
