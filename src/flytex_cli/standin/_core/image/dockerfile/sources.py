"""Layers that copy the user's files."""

from __future__ import annotations

from pathlib import Path

from flytex_cli.standin._core.image.source_layers import CopyConfig, DockerIgnore

from .context import Context


def copy(layer: CopyConfig, context: Context) -> str:
    """Copy a file or a folder, for the user `flyte`."""
    return f"\nCOPY --chown=flyte:flyte {context.add(layer.src)} {layer.dst}\n"


def dockerignore(layer: DockerIgnore, context: Context) -> str:
    """Add the file to the context, where Docker looks for it; it is no instruction."""
    from flytex_cli.standin._core.errors import ImageBuildError

    path = Path(layer.path)
    if not path.is_file():
        raise ImageBuildError(f"the .dockerignore file {layer.path} is no file (looked for {path.absolute()})")
    context.put(path.name, path)
    return ""
