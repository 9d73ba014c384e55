"""What should not be in a bundle: secrets, links that lead elsewhere, large files."""

from __future__ import annotations

import os
from collections.abc import Iterator

from flytex_cli.bundle.concerns.model import Concern, ConcernKind
from flytex_cli.bundle.content import relative_path
from flytex_cli.bundle.listed import Listed, Reason
from flytex_cli.bundle.shipments import Shipment, Tree
from flytex_cli.credentials.files import BY_NAME, why_secret

LARGE = 1_000_000
"""Bytes of a file that is worth a word."""


def secrets(tree: Tree, shipment: Shipment) -> Iterator[Concern]:
    """Yield files that look like secrets; Python's own are judged by what they hold as code."""
    for each in shipment.listed:
        if not each.path.endswith((".py", ".pyi")) and (why := why_secret(each.path)) is not None:
            what = "its name tells that it holds a secret" if why == BY_NAME else f"{why} is in it"
            yield _concern(ConcernKind.SECRET, tree, shipment, each, what)


def links(tree: Tree, shipment: Shipment) -> Iterator[Concern]:
    """Yield links that leave the root directory."""
    for each in shipment.listed:
        if os.path.islink(each.path) and os.path.relpath(os.path.realpath(each.path), tree.root).startswith(".."):
            yield _concern(ConcernKind.LINK, tree, shipment, each, "it is a link out of the root directory")


def large(tree: Tree, shipment: Shipment) -> Iterator[Concern]:
    """Yield large files."""
    for each in shipment.listed:
        try:
            size = os.stat(each.path).st_size
        except OSError:  # it is said where the files are read
            continue
        if size > LARGE:
            yield _concern(
                ConcernKind.LARGE, tree, shipment, each, f"its {size / LARGE:.1f} MB are uploaded with each change"
            )


def _concern(kind: ConcernKind, tree: Tree, shipment: Shipment, listed: Listed, what: str) -> Concern:
    path = relative_path(listed.path, tree.root)
    entry = None
    if listed.reason is Reason.INCLUDE:
        entry = next(each for each in shipment.entries if each.cause == listed.cause)
    fix = "keep it out with .flyteignore, or move it out of the root directory"
    if entry is not None:
        fix = "name in include only what the tasks need, or move it elsewhere"
    return Concern(kind, path, f"{path} is shipped: {what}", fix, path, entry=entry)
