"""How what is missed is shipped."""

from __future__ import annotations

import os
from collections.abc import Sequence

from flytex_cli.bundle.shipments import Tree
from flytex_cli.records import EnvironmentRecord

MOST = 3
"""So many entries of `include` are written out."""


def including(tree: Tree, paths: Sequence[str], file: str) -> str:
    """Say how to ship some files that are needed in another one.

    Args:
        paths: absolute.
        file: the other one, relative to the root directory.
    """
    environment = _environment(tree, file)
    if not tree.options.release.includes or environment is None or len(paths) > MOST:
        return "ship everything with --copy-style all"
    anchor = os.path.dirname(os.path.join(tree.root, environment.location.file))
    entries = ", ".join(f'"{os.path.relpath(path, anchor)}"' for path in paths)
    return f"add {entries} to include= of environment {environment.name!r} ({environment.location})"


def _environment(tree: Tree, file: str) -> EnvironmentRecord | None:
    """Return an environment of the file, else one that is deployed with it."""
    wanted = tree.options.environments
    every = [
        each for report in tree.loaded.reports for each in report.environments if not wanted or each.name in wanted
    ]
    return next((each for each in every if each.location.file == file), every[0] if every else None)


def in_image(tree: Tree, path: str) -> bool:
    """Return whether an image may bring a file: one that copies it, or that a Dockerfile of the user's makes."""
    for report in tree.loaded.reports:
        for environment in report.environments:
            image = environment.image or {}
            if image.get("dockerfile"):
                return True
            layers = image.get("layers")
            for layer in layers if isinstance(layers, list) else ():
                source = layer.get("src") if isinstance(layer, dict) else None
                if isinstance(source, str) and _covers(os.path.realpath(os.path.join(tree.root, source)), path):
                    return True
    return False


def _covers(source: str, path: str) -> bool:
    return os.path.realpath(path) == source or os.path.realpath(path).startswith(source.rstrip(os.sep) + os.sep)
