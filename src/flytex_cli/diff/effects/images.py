"""Which images a deployment builds, and which it should and does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flytex_cli.diff.compared import Compared
from flytex_cli.diff.declared_image import difference, file_layers, is_built, layer_changes
from flytex_cli.diff.effects.effect import Consequence, Effect

_HASH_TAG = re.compile(r"(?P<name>.+):[0-9a-f]{32}")


def of_images(pairs: Iterable[tuple[Compared, Compared]], news: Iterable[Compared]) -> Iterator[Effect]:
    """Yield the images that are built, each with what differs from the one before, and those that are not.

    Args:
        pairs: what is on both sides.
        news: all of the new side: an image that only new tasks have is built too.
    """
    known: set[str] = set()
    for old, new in pairs:
        before, after = old.image, new.image
        known |= {before, after}
        if before == after:
            yield from _stale(old, new)
        elif _builds(new):
            details = tuple(image_details(old, new))
            yield Effect(Consequence.REBUILD_IMAGE, (new.name,), f"{before} -> {after}", details)
    for each in news:
        if each.image not in known and _builds(each):
            yield Effect(Consequence.REBUILD_IMAGE, (each.name,), f"{each.image}, which is new")


def image_details(old: Compared, new: Compared) -> list[str]:
    """Return what differs between two images, layer by layer, as far as their declarations tell."""
    if old.declared_image is None or new.declared_image is None:
        return []
    if not (is_built(old.declared_image) or is_built(new.declared_image)):
        return []
    lines = list(layer_changes(old.declared_image, new.declared_image))
    if not lines and old.image != new.image:
        lines = [f"files of {' or '.join(named)}" for named in [file_layers(new.declared_image)] if named]
        lines = lines or (["the Dockerfile"] if new.declared_image.get("dockerfile") else [])
    return lines


def _builds(new: Compared) -> bool:
    """Return whether the deployment builds it: by its declaration, or by its tag where only the message is known."""
    if new.declared_image is not None:
        return is_built(new.declared_image)
    return _HASH_TAG.fullmatch(new.image) is not None


def _stale(old: Compared, new: Compared) -> Iterator[Effect]:
    before, after = old.declared_image, new.declared_image
    if before is None or after is None or not is_built(after):
        return
    what = difference(after, before)
    if what is not None:
        why = f"the image is another one and its tag is not, so that the build is skipped: {new.image}"
        yield Effect(Consequence.STALE_IMAGE, (new.name,), why, (what,))
