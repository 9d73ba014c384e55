"""What lint knows of the code that a deployment ships."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeGuard

from flytex_cli import syntax
from flytex_cli.bundle.concerns.find import Concerns
from flytex_cli.bundle.concerns.model import Concern, ConcernKind
from flytex_cli.bundle.deployment import LoadedTogether
from flytex_cli.bundle.shipments import BundleOptions, Tree
from flytex_cli.bundle.written.files import WrittenFiles
from flytex_cli.bundle.written.imports import parsed
from flytex_cli.bundle.written.scopes import Spot, spot
from flytex_cli.lint.finding import Hit
from flytex_cli.project import Project
from flytex_cli.project.places import Place, Span
from flytex_cli.records import shown_path


class Deployment:
    """The code of all that was loaded, as it would be shipped; found out when a rule asks, and no file is read whole.

    Args:
        project: what was loaded.
        together: its modules, by what is deployed together.
        options: how the code is shipped.
    """

    def __init__(self, project: Project, together: Sequence[LoadedTogether], options: BundleOptions) -> None:
        self.project = project
        trees = {str(source.path): source for source in project.sources.values()}

        def tree_of(file: str) -> syntax.Tree | None:
            return trees[file].syntax if file in trees else parsed(file)

        self._trees = []
        for loaded in together:
            names = {module.name: module.file for report in loaded.reports for module in report.loaded}
            self._trees.append(Tree(loaded, options, WrittenFiles(loaded.root, names, tree_of)))
        self._concerns = [Concerns(tree) for tree in self._trees]

    def hits(self, kind: ConcernKind) -> Iterator[Hit]:
        """Yield what there is to say of one kind, each file once."""
        seen: set[tuple[str, str]] = set()
        for tree, concerns in zip(self._trees, self._concerns, strict=True):
            for concern in concerns.of(kind):
                if (tree.root, concern.subject) not in seen:
                    seen.add((tree.root, concern.subject))
                    place = self._place(tree.root, concern)
                    yield Hit(concern.message, place, value=concern.subject, fix=concern.fix)

    def _place(self, root: str, concern: Concern) -> Place:
        entry = concern.entry
        if entry is not None:
            environment = self.project.environment(entry.environment)
            return environment.at("include", entry.environment.include.index(entry.written))
        if concern.spot is None:  # no source of Python's; perhaps a secret, so nothing of it is read
            file = shown_path(Path(root, concern.file), Path(os.path.realpath(os.curdir)))
            return Place(Span(file, 1, 1, 1, 1))
        source = self.project.source(root, concern.file)
        return next(self.project.place(source, node) for node in source.nodes if _is_at(node, concern.spot))


def telling(kind: ConcernKind) -> Callable[[Deployment], Iterator[Hit]]:
    """Return the check of the rule that tells of one kind."""
    return lambda deployment: deployment.hits(kind)


def _is_at(node: ast.AST, place: Spot) -> TypeGuard[ast.expr | ast.stmt]:
    return isinstance(node, (ast.expr, ast.stmt)) and spot(node) == place
