"""The arguments that tasks and apps share: the images and the code bundle."""

from __future__ import annotations

from .serialization import CodeBundle, ImageCache


def image_cache_arguments(image_cache: ImageCache | None) -> list[str]:
    """Return the option with the URIs of all images, where they are known."""
    return ["--image-cache", image_cache.to_transport] if image_cache else []


def code_bundle_arguments(bundle: CodeBundle | None) -> list[str]:
    """Return the options that say where the code is, and where it goes."""
    if bundle is None:
        return []
    code = ["--tgz", f"{bundle.tgz}"] if bundle.tgz else ["--pkl", f"{bundle.pkl}"]
    return [*code, "--dest", f"{bundle.destination or '.'}"]
