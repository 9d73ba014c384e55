"""Images as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flytex_cli.images.model import ImageSummary, LayerSummary
from flytex_cli.records import Build, Tag
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.sizes import size as size_text
from flytex_cli.render.common.text import Line, to_plain

MAX_SUSPECTS = 20
LABEL = 12
"""Columns of a label."""


def render(images: Sequence[ImageSummary]) -> bytes:
    """Write the lines without colours."""
    return to_plain(image_lines(images))


def image_lines(images: Sequence[ImageSummary]) -> Iterator[Line]:
    """Lay out image by image: whose it is, what its tag says, its layers, its files."""
    for image in images:
        yield [(escape_line(image.uri), "bold")]
        yield from _row("used by", ", ".join(f"{name} ({place})" for name, place in _homes(image)))
        yield from _about(image)
        for number, layer in enumerate(image.layers, 1):
            yield from _layer(number, layer)
        if image.context:
            yield from _row("context", _files(len(image.context), image.size))
        for each in image.suspects[:MAX_SUSPECTS]:
            yield from _row("secret?", f"{each.path}: {each.why}", "yellow")
        if len(image.suspects) > MAX_SUSPECTS:
            yield from _row("", f"and {len(image.suspects) - MAX_SUSPECTS} more", "yellow")
        for gap in image.unknown:
            yield from _row("not shown", gap)
    environments = sum(len(image.environments) for image in images)
    yield [(f"{_counted(len(images), 'image')} of {_counted(environments, 'environment')}", "bold")]


def _homes(image: ImageSummary) -> Iterator[tuple[str, str]]:
    return zip(image.environments, image.places, strict=True)


def _about(image: ImageSummary) -> Iterator[Line]:
    if image.build is Build.NONE:
        yield from _row("build", "none: the image is used as it is")
    elif image.build is Build.DOCKERFILE:
        yield from _row("build", "from the Dockerfile as it is")
    elif image.base is not None:
        yield from _row("base", image.base)
    if image.build is not Build.NONE:
        yield from _row("platform", ", ".join(image.platform))
    if image.python is not None:
        other = image.client_python is not None and image.python != image.client_python
        here = f"; modules are loaded with {image.client_python} here" if other else ""
        yield from _row("python", image.python + here, "yellow" if other else "")
    if image.build is not Build.NONE:
        made = "a hash of the base, the layers and their files" if image.tag is Tag.HASH else "fixed"
        if image.build is Build.DOCKERFILE:
            made = "a hash of the Dockerfile"
        without = f"; not of {' and '.join(image.not_in_tag)}" if image.not_in_tag and image.tag is Tag.HASH else ""
        yield from _row("tag", made + without)


def _layer(number: int, layer: LayerSummary) -> Iterator[Line]:
    place = f"  {escape_line(layer.place)}" if layer.place is not None else ""
    yield [("  ", ""), (f"{number} ", "cyan"), (escape_line(layer.summary), ""), (place, "dim")]
    if layer.files:
        yield [("      ", ""), (_files(layer.files, layer.size), "dim")]
    if layer.secrets:
        yield [("      ", ""), (f"secrets: {escape_line(', '.join(layer.secrets))}", "dim")]
    if layer.unpinned:
        yield [("      ", ""), (f"not pinned: {escape_line(', '.join(layer.unpinned))}", "yellow")]


def _row(label: str, text: str, style: str = "") -> Iterator[Line]:
    yield [(f"  {label:<{LABEL}}", "dim"), (escape_line(text), style)]


def _files(number: int, size: int) -> str:
    return f"{_counted(number, 'file')}, {size_text(size)}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s'[: number != 1]}"
