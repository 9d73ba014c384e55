"""Where the layers of an image are written."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import Any

from flytex_cli.project import Environment, Project
from flytex_cli.project.following import Written, followed
from flytex_cli.project.source import Source
from flytex_cli.records import Diagnostic, ShownLocation

METHODS = {
    "with_pip_packages": "PipPackages",
    "with_requirements": "Requirements",
    "with_uv_project": "UVProject",
    "with_poetry_project": "PoetryProject",
    "with_pixi_project": "PixiProject",
    "with_apt_packages": "AptPackages",
    "with_commands": "Commands",
    "with_env_vars": "Env",
    "with_workdir": "WorkDir",
    "with_source_folder": "CopyConfig",
    "with_source_file": "CopyConfig",
    "with_dockerignore": "DockerIgnore",
    "with_local_v2": "PythonWheels",
    "with_local_v2_plugins": "PythonWheels",
    "with_local_rs_controller": "PythonWheels",
    "from_uv_script": "UVScript",
    "from_pixi_script": "PixiScript",
}
"""The layer that each method of an image adds."""
SEVERAL = frozenset({"with_source_file", "with_local_v2_plugins"})
"""Those that add a layer for each item of a list."""
LAYER = re.compile(r"image\.layers\[([0-9]{1,6})\]")
"""The field of a diagnostic about a layer; the first one is 1."""


def layer_places(environment: Environment, kinds: Sequence[str]) -> list[str | None]:
    """Return `file:line` of each layer of an environment's image, as far as the calls that made it can be followed.

    Args:
        environment: the environment.
        kinds: the classes of the layers.
    """
    places: list[str | None] = [None] * len(kinds)
    last = len(kinds) - 1
    for source, call, method in _calls(environment.written("image")):
        kind = METHODS.get(method)
        if kind is None:  # with_code_bundle, clone
            continue
        for _ in range(_count(method, call)):
            if last < 0 or kinds[last] != kind:
                return places
            places[last] = f"{source.span(call).file}:{call.func.end_lineno}"
            last -= 1
    return places


def at_layer(diagnostic: Diagnostic, project: Project) -> Diagnostic:
    """Let a diagnostic about a layer point at the layer, where that can be followed; any other stays as it is."""
    match, location = LAYER.fullmatch(diagnostic.field or ""), diagnostic.location
    for environment in project.environments if match is not None else ():
        span = project.span(environment.record.location)
        if location is None or (span.file, span.line) != (location.file, location.line):
            continue
        layers: Any = (environment.record.image or {}).get("layers") or ()
        kinds = [layer["kind"] for layer in layers if layer["kind"] != "CodeBundleLayer"]
        places = layer_places(environment, kinds)
        place = places[int(match[1]) - 1] if match is not None and 0 < int(match[1]) <= len(places) else None
        if place is not None:
            file, _, line = place.rpartition(":")
            return dataclasses.replace(diagnostic, location=ShownLocation(file, int(line)))
    return diagnostic


def _calls(written: Written | None) -> Iterator[tuple[Source, ast.Call, str]]:
    """Yield the calls of methods that made an image, the last one first."""
    while written is not None:
        source, node = followed(*written)
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            return
        yield source, node, node.func.attr
        written = source, node.func.value


def _count(method: str, call: ast.Call) -> int:
    first = next(iter((*call.args, *(keyword.value for keyword in call.keywords))), None)
    return len(first.elts) if method in SEVERAL and isinstance(first, ast.List) else 1
