"""What `with_code_bundle()` becomes once the copy style of a deployment is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from .image import Image


def resolve_code_bundle_layer(image: Image, copy_style: str, root_dir: Path) -> Image:
    """Drop the code-bundle layers, or with the copy style `none` let them copy from `root_dir`, at the end."""
    if not image._layers:
        return image
    from .layer import FOLDER
    from .source_layers import CodeBundleLayer, CopyConfig

    bundles = [layer for layer in image._layers if isinstance(layer, CodeBundleLayer)]
    if not bundles:
        return image
    layers = [layer for layer in image._layers if not isinstance(layer, CodeBundleLayer)]
    if copy_style == "none":
        for bundle in bundles:
            if bundle.copy_style == "all":
                layers.append(CopyConfig(FOLDER, root_dir, bundle.dst))
            else:
                layers.append(replace(bundle, root_dir=root_dir))
    return image._replace(_layers=tuple(layers), _tag=None)
