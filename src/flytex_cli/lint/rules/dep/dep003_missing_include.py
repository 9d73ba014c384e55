"""DEP003: an included file that is not there."""

from __future__ import annotations

import glob
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Environment
from flytex_cli.records import Severity


def check(environment: Environment) -> Iterator[Hit]:
    """Look for each path, as a file, a folder or a glob, beside the environment's file."""
    source = environment.source
    for index, path in enumerate(environment.record.include):
        if source is not None and not glob.glob(str(source.path.parent / path), recursive=True):
            yield Hit(
                f"include names {path!r}, which does not exist beside the module",
                environment.at("include", index),
                field="include",
                value=path,
                fix="fix the path; it is looked up from the module's folder",
            )


DEP003 = Rule(
    code="DEP003",
    slug="missing-include",
    severity=Severity.ERROR,
    summary="A path in include does not exist",
    why=(
        "The path is looked up when the code is bundled, during the deployment, which then stops. A relative "
        "path is looked up from the file of the environment."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", include=("no-such-file.html",))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", include=("*.py",))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.ENVIRONMENT,
    check=check,
)
