"""RSV002: a package of the user's own that only flytex finds."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.facts.fields import ROOT_DIR
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.places import Place
from flytex_cli.project.source import Source
from flytex_cli.records import Diagnostic, Severity


def check(project: Project) -> Iterator[Hit]:
    """Report what loading found where neither a deployment nor the container looks."""
    for diagnostic in project.diagnostics:
        if diagnostic.field == ROOT_DIR and diagnostic.severity is Severity.WARNING:
            yield Hit(diagnostic.message, _place(project, diagnostic), field=ROOT_DIR, fix=diagnostic.hint)


def _place(project: Project, diagnostic: Diagnostic) -> Place:
    """Return the import that names the package, where the file has one."""
    place = project.place_of(diagnostic)
    source = next((each for each in project.sources.values() if each.file == place.span.file), None)
    node = _import_of(source, diagnostic.message) if source is not None else None
    return place if source is None or node is None else Place(source.span(node), place.owner)


def _import_of(source: Source, message: str) -> ast.Import | ast.ImportFrom | None:
    for node in source.nodes:
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        else:
            continue
        if any(message.startswith(f"{name.partition('.')[0]!r} ") for name in names):
            return node
    return None


RSV002 = Rule(
    code="RSV002",
    slug="not-found-by-deploy",
    severity=Severity.WARNING,
    summary="A package of your own is where neither flyte deploy nor the container looks",
    why=(
        "The root directory decides what can be imported; it is the working directory unless `--root-dir` is given. "
        "flytex looks into `src` and beside the module by itself. `flyte deploy` from the same place ends with "
        "`ModuleNotFoundError`, and so does a container where the package is not installed."
    ),
    bad="""
# file: src/shop/flows.py
import flyte
from shop.prices import VAT

env = flyte.TaskEnvironment("shop")

@env.task
async def total(net: float) -> float:
    return net * VAT

# file: src/shop/prices.py
VAT = 1.19
""",
    good="""
# file: flows.py
import flyte
from prices import VAT

env = flyte.TaskEnvironment("shop")

@env.task
async def total(net: float) -> float:
    return net * VAT

# file: prices.py
VAT = 1.19
""",
    scope=Scope.PROJECT,
    check=check,
)
