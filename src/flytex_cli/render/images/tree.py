"""Images as files: of each environment its Dockerfile, and the list of files that the build copies."""

from __future__ import annotations

from collections.abc import Sequence

from flytex_cli.errors import OutputError
from flytex_cli.images.model import ImageSummary
from flytex_cli.render.common.tree import file_name
from flytex_cli.render.images.dockerfile import render_one


def to_tree(images: Sequence[ImageSummary]) -> dict[str, bytes]:
    """Write two files for each environment whose image is built: contents by relative POSIX path.

    Raises:
        OutputError: two environments want one folder (also where only upper and lower case tell them apart).
    """
    tree: dict[str, bytes] = {}
    owners: dict[str, str] = {}
    for image in images:
        for name, place in zip(image.environments, image.places, strict=True) if image.dockerfile is not None else ():
            folder = file_name(name)
            other = owners.setdefault(folder.casefold(), f"{name!r} ({place})")
            if f"{folder}/Dockerfile" in tree or other != f"{name!r} ({place})":
                raise OutputError(
                    f"environments {other} and {name!r} ({place}) want the same folder {folder}",
                    hint="rename one of them, or write to stdout",
                )
            tree[f"{folder}/Dockerfile"] = render_one(image)
            tree[f"{folder}/context.txt"] = context(image)
    return tree


def context(image: ImageSummary) -> bytes:
    """List the files of the build context with their sizes in bytes."""
    lines = (f"{file.size:>12}  {file.path}\n" for file in image.context)
    return "".join(lines).encode("utf-8", "surrogateescape")
