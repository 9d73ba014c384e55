"""CAL003: an override that the SDK refuses."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator

from flytex_cli.facts.overrides import FIELDS, KIND_OF_FUNCTION, OVERRIDES, REFUSED_OVERRIDES
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.arguments import task_named
from flytex_cli.project.source import Source
from flytex_cli.records import Reference, Severity

NEEDS_OFF = ("resources", "env_vars", "secrets", "service_account")


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Look at the keywords of each override of a task."""
    project, source = subject
    for call in source.telling_calls:
        function = call.func
        if not isinstance(function, ast.Attribute) or function.attr != "override":
            continue
        reference = task_named(source, function.value)
        if reference is None:
            continue
        for keyword in call.keywords:
            found = _problem(project, reference, keyword.arg, call)
            if found is not None:
                message, fix = found
                yield Hit(message, project.place(source, keyword.value), field=keyword.arg, fix=fix)


def _problem(project: Project, reference: Reference, name: str | None, call: ast.Call) -> tuple[str, str] | None:
    task = project.task(reference)
    if name is None or task is None:
        return None
    if name in REFUSED_OVERRIDES:
        fix = "use an environment with that image" if name == "image" else f"set {name} where the task is defined"
        return f"{name} cannot be overridden", fix
    if name in NEEDS_OFF and task.facts.reusable is not None:
        if not any(keyword.arg == "reusable" for keyword in call.keywords):
            return f"{name} of a task in a reusable environment cannot be overridden", "add reusable='off'"
        return None
    if name in OVERRIDES | FIELDS or task.facts.kind != KIND_OF_FUNCTION:
        return None
    near = difflib.get_close_matches(name, sorted(OVERRIDES), n=1)
    return f"override() takes no {name!r}", f"did you mean {near[0]}?" if near else "leave it out"


CAL003 = Rule(
    code="CAL003",
    slug="refused-override",
    severity=Severity.ERROR,
    summary="override(...) of what cannot be overridden, or does not exist",
    why=(
        "The SDK raises when the call is made, in the middle of a run: a name, an image, docs and an interface belong to "
        "the task, the Pods of a reusable environment run already, and an unknown keyword is a `TypeError`."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(x: int) -> int:
    return x

@env.task
async def main(x: int) -> int:
    return await fit.override(retires=3)(x)
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(x: int) -> int:
    return x

@env.task
async def main(x: int) -> int:
    return await fit.override(retries=3)(x)
""",
    scope=Scope.SOURCE,
    check=check,
)
