"""LOD003: a call of `flyte.run` and its like while the module is imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.source import Source
from flytex_cli.records import Referent, Severity

STARTS = ("run", "rerun", "deploy", "serve", "build", "build_images", "with_runcontext", "with_servecontext")
INITIALIZES = ("init", "init_from_config", "init_from_api_key", "init_in_cluster", "init_passthrough")
NAMES = tuple(f"flyte.{name}" for name in (*STARTS, *INITIALIZES))


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Look at calls outside of functions and of `if __name__ == "__main__":`."""
    project, source = subject
    for call in () if source.flyte_names.isdisjoint(NAMES) else source.telling_calls:
        if source.refers(call.func, Referent.FLYTE, *NAMES) and not any(map(_is_guard, source.around(call))):
            name = source.reference(call.func)
            assert name is not None
            starts = name.name.removeprefix("flyte.") in STARTS
            yield Hit(
                f"{name.name}(...) is called while the module is imported",
                project.place(source, call.func),
                fix='move the call under if __name__ == "__main__":',
                severity=Severity.ERROR if starts else Severity.WARNING,
            )


def _is_guard(node: ast.AST) -> bool:
    """Return whether this code may not run on import: a function, or a test of `__name__`. A class body does run."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return True
    return isinstance(node, ast.If) and any(
        isinstance(part, ast.Name) and part.id == "__name__" for part in ast.walk(node.test)
    )


LOD003 = Rule(
    code="LOD003",
    slug="runs-while-imported",
    severity=Severity.ERROR,
    summary="flyte.run, deploy or init is called while the module is imported",
    why=(
        "The container imports the module to find the task, so the call is made again in every container: a run that starts more runs, or an `init` without a configuration file."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs

flyte.run(fit, epochs=1)
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs

if __name__ == "__main__":
    flyte.run(fit, epochs=1)
""",
    scope=Scope.SOURCE,
    check=check,
    otherwise=(Severity.WARNING, "it is an `init`"),
)
