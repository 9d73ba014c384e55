"""The image of a task or an app as declared: its base, and its layers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flytex_cli.diff import declared_image
from flytex_cli.project import App, Workload
from flytex_cli.project.app import RUNNER
from flytex_cli.wire.struct import JsonObject

INSTALLS_UNKNOWN = frozenset(
    {"Requirements", "UVProject", "PoetryProject", "PixiProject", "UVScript", "Commands", "DockerIgnore"}
)
"""Layers that may install more than their own fields say."""


def image(workload: Workload) -> Mapping[str, Any]:
    """Return the image's fields; `{"value": "auto"}` and nothing at all are the default image."""
    return workload.facts.image or {}


def layers(workload: Workload) -> Iterator[JsonObject]:
    """Yield the layers in order, each with its class as `kind`."""
    yield from image(workload).get("layers") or ()


def pip_packages(workload: Workload) -> list[str]:
    """Return what the layers install by name, as written."""
    installing = [layer for layer in layers(workload) if layer["kind"] == "PipPackages"]
    return [str(package) for layer in installing for package in layer.get("packages") or ()]


def variables(layer: JsonObject) -> Iterator[tuple[str, object]]:
    """Yield the variables that a layer sets, whatever their values are."""
    pairs = layer.get("env_vars")
    for pair in pairs if isinstance(pairs, list) else ():
        if isinstance(pair, list) and len(pair) == 2:
            yield str(pair[0]), pair[1]


def words(value: object) -> list[str]:
    """Return one text, or each of several."""
    if isinstance(value, str):
        return [value]
    return [str(each) for each in value] if isinstance(value, list) else []


def is_default_base(workload: Workload) -> bool:
    """Return whether the image is the SDK's own, or begins with it."""
    return declared_image.is_default_base(image(workload))


def installs_are_known(workload: Workload) -> bool:
    """Return whether the layers name all that is installed: a known base, and no file or command that installs."""
    return is_default_base(workload) and not any(layer["kind"] in INSTALLS_UNKNOWN for layer in layers(workload))


def runs_flyte(workload: Workload) -> bool:
    """Return whether the container is started by the SDK in its image."""
    return starter(workload) is not None


def starter(workload: Workload) -> str | None:
    """Return the program of the SDK in the image that starts the container; None where something else does."""
    container = workload.container
    words = [] if container is None else container.command if isinstance(workload, App) else container.args
    known = RUNNER if isinstance(workload, App) else "a0"
    return known if list(words[:1]) == [known] else None
