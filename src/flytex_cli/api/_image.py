"""`flytex image`: what the images of environments are built from."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flytex_cli.api._modules import Modules
from flytex_cli.api._serialize import FromModules, Progress, SerializeResult, serialize
from flytex_cli.config import nearest
from flytex_cli.images.model import ImageSummary
from flytex_cli.images.places import at_layer
from flytex_cli.images.summary import to_images
from flytex_cli.project import Project
from flytex_cli.project.sources import read_sources
from flytex_cli.records import Diagnostic, Severity


@dataclass(frozen=True)
class ImageRequest:
    """What `flytex image` is asked for.

    Attributes:
        modules: how modules are loaded; `environments` says whose images are wanted.
        names: more environments whose images are wanted; a name that stands for none is an error.
    """

    modules: Modules
    names: Sequence[str] = ()


@dataclass(frozen=True)
class ImageResult(FromModules):
    """The images, each once, and what came of loading the modules.

    Attributes:
        diagnostics: errors and warnings; an image that cannot be built is an error that names its layer.
    """

    images: tuple[ImageSummary, ...]
    diagnostics: tuple[Diagnostic, ...]
    serialized: SerializeResult

    @property
    def failed(self) -> bool:
        """Whether some module could not be loaded, some image not be described, or a name stands for nothing."""
        return any(diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics)


def image(request: ImageRequest, progress: Progress | None = None) -> ImageResult:
    """Load the modules and describe the image of each environment.

    Raises:
        UsageError: as `serialize`.
        EngineError: the engine cannot start.
    """
    modules = request.modules
    names = tuple(dict.fromkeys((*modules.environments, *request.names)))
    load = dataclasses.replace(modules.load, images=names or True, declarations=True)
    serialized = serialize(dataclasses.replace(modules, load=load), progress)
    project = Project(serialized.reports, lambda: read_sources(serialized.reports), serialized.engine, ())
    images = to_images(serialized.reports, project, Path(os.path.realpath(modules.load.folder or os.curdir)))
    every = [each.name for report in serialized.reports for each in report.environments]
    known = (at_layer(each, project) for each in serialized.diagnostics)
    diagnostics = (*known, *(_unknown(name, every) for name in names if name not in every))
    return ImageResult(images, diagnostics, serialized)


def _unknown(name: str, every: Sequence[str]) -> Diagnostic:
    message = f"no environment is named {name!r}{nearest(name, every)}"
    return Diagnostic(Severity.ERROR, message, "flytex image PATH shows the images of all environments")
