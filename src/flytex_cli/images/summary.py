"""From the records of images to what is shown of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path

from flytex_cli.credentials.hiding import hidden
from flytex_cli.images.model import ImageSummary, LayerSummary
from flytex_cli.images.pins import unpinned
from flytex_cli.images.places import layer_places
from flytex_cli.images.suspects import suspects
from flytex_cli.inspect.images import layer_line
from flytex_cli.project import Project
from flytex_cli.records import Build, ImageRecord, ModuleReport


def to_images(reports: Sequence[ModuleReport], project: Project, here: Path) -> tuple[ImageSummary, ...]:
    """Return every image once, with all environments that have it, in the order of the modules.

    Args:
        reports: what came of loading the modules.
        project: the same with its sources.
        here: the working directory.
    """
    found: list[tuple[ImageRecord, ImageSummary]] = []
    for report in reports:
        for record in report.images:
            image = _summary(record, report.root, project, here)
            bare = dataclasses.replace(record, environments=(), locations=())
            same = next((number for number, (other, _) in enumerate(found) if other == bare), None)
            if same is None:
                found.append((bare, image))
            else:
                found[same] = bare, _joined(found[same][1], image)
    return tuple(image for _, image in found)


def _joined(image: ImageSummary, other: ImageSummary) -> ImageSummary:
    """Add the environments of an image that several modules have."""
    homes = dict(zip(image.environments, image.places, strict=True))
    for name, place in zip(other.environments, other.places, strict=True):
        homes.setdefault(name, place)
    return dataclasses.replace(image, environments=tuple(homes), places=tuple(homes.values()))


def _summary(record: ImageRecord, root: str, project: Project, here: Path) -> ImageSummary:
    places = tuple(str(location.shown(root, here)) for location in record.locations)
    client = ".".join(project.engine.python.split(".")[:2]) if project.engine is not None else None
    context = record.context
    return ImageSummary(
        record.environments,
        places,
        record.uri,
        record.build,
        record.tag,
        base=record.base,
        platform=record.platform,
        python=record.python,
        client_python=client,
        not_in_tag=tuple(_not_in_tag(record)),
        layers=tuple(_layers(record, root, project)),
        context=context,
        suspects=tuple(suspects(context, root)),
        unknown=record.unknown,
        dockerfile=record.dockerfile,
    )


def _layers(record: ImageRecord, root: str, project: Project) -> Iterator[LayerSummary]:
    home = record.environments[0], record.locations[0]
    environment = next((each for each in project.environments if (each.name, each.record.location) == home), None)
    kinds = [layer.kind for layer in record.layers]
    places = layer_places(environment, kinds) if environment is not None else [None] * len(kinds)
    for layer, place in zip(record.layers, places, strict=True):
        yield LayerSummary(
            layer.kind,
            hidden(layer_line({**layer.facts, "kind": layer.kind}, root)),
            place,
            layer.text,
            files=len(layer.files),
            size=sum(file.size for file in layer.files),
            secrets=layer.secrets,
            unpinned=tuple(unpinned(layer, root)),
        )


def _not_in_tag(record: ImageRecord) -> Iterator[str]:
    """Yield what the SDK leaves out of the hash; a Python that the name of the base tells is in it."""
    if record.build is not Build.NONE:
        yield "platform"
    if record.build is Build.LAYERS and record.python is not None and record.python not in (record.base or ""):
        yield "python_version"
