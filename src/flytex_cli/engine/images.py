"""The image of an environment as a record: how it comes to be, and its Dockerfile layer by layer."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from flytex_cli.engine.base import Problem, Translated
from flytex_cli.engine.plain import plain_object
from flytex_cli.engine.problem import one_line
from flytex_cli.facts.dockerfile import Dockerfile, Step
from flytex_cli.records import Build, ContextFile, ImageLayer, ImageRecord, SourceLocation, Tag

MAX_FILES = 20_000
"""So many files of a layer are told of; the rest is counted."""

Files = Mapping[str, tuple[Path, int]]


class ImageWriter:
    """Write records of images.

    Args:
        dockerfile: gives the Dockerfile of an image that is built from layers.
        folder: gives the files that Docker takes from a folder.
        root: the root directory, which files are named relative to.
    """

    def __init__(self, dockerfile: Callable[[Any], Dockerfile], folder: Callable[[Path], Files], root: str) -> None:
        self._dockerfile = dockerfile
        self._folder = folder
        self._root = root

    def write(self, image: Any, names: tuple[str, ...], places: tuple[SourceLocation, ...]) -> Translated:
        """Return the record of an image or a URI, or the first thing that keeps it from being built."""
        if isinstance(image, Problem):
            return Translated(None, (image,))
        if isinstance(image, str):
            return Translated(ImageRecord(names, places, image, Build.NONE, Tag.GIVEN))
        try:
            return Translated(self._built(image, names, places))
        except _Unbuildable as error:
            return Translated(None, (error.problem,))
        except Exception as error:  # hashing an image's layers reads files that may be missing
            sentence = f"the image of environment {names[0]!r} cannot be built: {one_line(error)}"
            return Translated(None, (Problem(sentence, field="image"),))

    def _built(self, image: Any, names: tuple[str, ...], places: tuple[SourceLocation, ...]) -> ImageRecord:
        values: dict[str, Any] = {"build": _build(image), "platform": tuple(map(str, image.platform))}
        if values["build"] is Build.DOCKERFILE:
            values["head"] = image.dockerfile.read_text()
            values["files"] = tuple(self._files(self._folder(image.dockerfile.parent)))
        elif values["build"] is Build.LAYERS:
            values |= self._layers(image, names[0])
        if values["build"] is Build.LAYERS or "/flyte:py" in (image.base_image or ""):
            values["python"] = ".".join(map(str, image.python_version))
        tag = Tag.HASH if image._is_cloned and not getattr(image, "_tag", None) else Tag.GIVEN
        return ImageRecord(names, places, str(image.uri), tag=tag, base=image.base_image, **values)

    def _layers(self, image: Any, environment: str) -> dict[str, Any]:
        made = self._dockerfile(image)
        layers = []
        for number, (layer, step) in enumerate(zip(image._layers, made.steps, strict=True), 1):
            error = step if isinstance(step, Exception) else _refused(layer)
            if error is not None:
                raise _Unbuildable(_problem(environment, number, layer, error))
            assert isinstance(step, Step)
            facts = plain_object(layer) or {}
            files = tuple(self._files(step.files))
            layers.append(ImageLayer(type(layer).__name__, facts, step.text, files, tuple(_secrets(layer))))
        if isinstance(made.foot, Exception):
            raise made.foot
        return {
            "head": made.head,
            "layers": tuple(layers),
            "foot": made.foot,
            "unknown": tuple(_unknown(image._layers)),
        }

    def _files(self, files: Files) -> Iterator[ContextFile]:
        for path in sorted(files)[:MAX_FILES]:
            source, size = files[path]
            absolute = Path(os.path.abspath(source))
            inside = absolute.is_relative_to(self._root)
            shown = absolute.relative_to(self._root) if inside else absolute
            yield ContextFile(Path(path).as_posix(), shown.as_posix(), size)


class _Unbuildable(Exception):
    """A layer of an image cannot be built."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def _problem(environment: str, number: int, layer: Any, error: Exception) -> Problem:
    message = f"layer {number} ({type(layer).__name__}) of the image of environment {environment!r} cannot be built"
    missing = isinstance(error, FileNotFoundError) or "exist" in str(error)
    hint = "relative paths are looked up from the working directory" if missing else None
    return Problem(f"{message}: {one_line(error)}", hint=hint, field=f"image.layers[{number}]")


def _build(image: Any) -> Build:
    if image.dockerfile:
        return Build.DOCKERFILE
    return Build.LAYERS if image._is_cloned else Build.NONE


def _refused(layer: Any) -> Exception | None:
    """Return what a build refuses of a layer before it begins."""
    try:
        layer.validate()
    except Exception as error:  # files that are missing or of another kind
        return error
    return None


def _secrets(layer: Any) -> Iterator[str]:
    for secret in getattr(layer, "secret_mounts", None) or ():
        group, key = getattr(secret, "group", None), getattr(secret, "key", secret)
        yield f"{group}/{key}" if group else str(key)


def _unknown(layers: Iterable[Any]) -> Iterator[str]:
    """Say what a build would look up by running a program."""
    for layer in layers:
        if type(layer).__name__ == "UVProject" and layer.project_install_mode == "dependencies_only":
            name = Path(layer.pyproject).name
            yield f"editable dependencies of {name} are left out: a build asks `uv export`, which flytex does not run"
