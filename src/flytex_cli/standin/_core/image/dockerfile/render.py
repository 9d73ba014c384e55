"""An image as its Dockerfile, layer by layer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flytex_cli.facts.dockerfile import Dockerfile, Step
from flytex_cli.standin._core.image import pip_layers, plain_layers, project_layers, script_layers, source_layers
from flytex_cli.standin._core.image.ignore import lines_of
from flytex_cli.standin._core.image.uri import dockerignore_path

from . import pip, pixi, plain, projects, sources
from .context import Context
from .frame import foot, head

if TYPE_CHECKING:
    from flytex_cli.standin._core.image.image import Image


def to_dockerfile(image: Image) -> Dockerfile:
    """Write the Dockerfile of an image that is built from layers."""
    path = dockerignore_path(image)
    context = Context(lines_of(path) if path is not None else ())
    steps = tuple(_step(layer, context) for layer in image._layers)
    try:
        last: str | Exception = foot(image)
    except Exception as error:  # the URI's hash reads the files of the layers
        last = error
    return Dockerfile(head(image), steps, last)


def _step(layer: Any, context: Context) -> Step | Exception:
    try:
        return Step(_text(layer, context), context.taken())
    except Exception as error:  # files that are missing or cannot be read
        context.taken()
        return error


def _text(layer: Any, context: Context) -> str:
    """Write what a layer adds to the Dockerfile."""
    for kinds, write in _WRITERS:
        if isinstance(layer, kinds):
            return write(layer, context)
    raise NotImplementedError(f"the stand-in does not build layers of the kind {type(layer).__name__}")


_WRITERS: tuple[tuple[type[Any], Callable[[Any, Context], str]], ...] = (
    (pip_layers.PipPackages, pip.packages),
    (pip_layers.PythonWheels, pip.wheels),
    (plain_layers.AptPackages, plain.apt),
    (plain_layers.Commands, plain.commands),
    (plain_layers.Env, plain.variables),
    (plain_layers.WorkDir, plain.workdir),
    (plain_layers._DockerLines, plain.docker_lines),
    (project_layers.PixiProject, pixi.pixi_project),
    (project_layers.PoetryProject, projects.poetry_project),
    (project_layers.UVProject, projects.uv_project),
    (script_layers.PixiScript, pixi.pixi_script),
    (script_layers.UVScript, projects.uv_script),
    (source_layers.CopyConfig, sources.copy),
    (source_layers.DockerIgnore, sources.dockerignore),
)
