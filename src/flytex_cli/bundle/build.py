"""From loaded modules to the bundles that `flyte deploy` makes of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from flytex_cli.bundle.concerns.find import Concerns
from flytex_cli.bundle.content import read_content
from flytex_cli.bundle.deployment import LoadedTogether
from flytex_cli.bundle.listed import Listed, Reason
from flytex_cli.bundle.model import Bundle
from flytex_cli.bundle.shipments import BundleOptions, Shipment, Tree
from flytex_cli.records import Diagnostic, Severity

_EMPTY = "files in an installation of Python, or left out by .gitignore, are not shipped; flyte deploy stops here"


def to_bundles(loaded: LoadedTogether, options: BundleOptions, step: Callable[[], None] = lambda: None) -> list[Bundle]:
    """Return the bundles of modules that are loaded together: one for all environments that ship the same files.

    Args:
        step: called when each file is taken up.

    Raises:
        UsageError: a `.flyteignore` has a pattern that the SDK fails on.
    """
    tree = Tree(loaded, options)
    concerns = Concerns(tree)
    return [_bundle(tree, shipment, concerns, step) for shipment in tree.shipments]


def _bundle(tree: Tree, shipment: Shipment, concerns: Concerns, step: Callable[[], None]) -> Bundle:
    problems = list(shipment.problems)
    alone = tree.options.ships_included
    listed = [_explained(tree, each) for each in shipment.listed]
    files, digest = read_content(listed, tree.root, problems.append, step)
    if not files and not alone:
        problems.append(Diagnostic(Severity.ERROR, f"no file to ship below {tree.root}", _EMPTY))
    return Bundle(
        tree.root,
        tree.options.copy_style,
        shipment.environments,
        files,
        digest if files else None,
        linked=alone,
        problems=tuple(problems),
        concerns=tuple(concerns.about(shipment)),
    )


def _explained(tree: Tree, listed: Listed) -> Listed:
    """Say where a loaded file is imported."""
    if listed.reason is not Reason.LOADED or listed.path not in tree.importers:
        return listed
    return dataclasses.replace(listed, cause=str(tree.importers[listed.path]))
