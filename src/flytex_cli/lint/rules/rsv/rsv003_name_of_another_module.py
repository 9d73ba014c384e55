"""RSV003: a module by whose name the container finds another, or none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import PurePath

from flytex_cli.facts.resolver import DEFAULT_RESOLVER, LOADED_FIRST
from flytex_cli.facts.sdk_packages import SHARED_NAMES
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.project import Project, Task
from flytex_cli.project.places import Place
from flytex_cli.project.source import Source
from flytex_cli.records import Severity


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Ask what the container's import of the module gives; once for a file, at its first line."""
    project, source = subject
    for module in dict.fromkeys(map(_module, project.tasks_in(source))):
        found = _instead(module, source.record.file) if module is not None else None
        if found is not None:
            message, fix = found
            yield Hit(message, Place(source.line_span(1)), field="container.args", value=module, fix=fix)


def _module(task: Task) -> str | None:
    """Return the module that the container imports for a task."""
    if task.declared.resolver != DEFAULT_RESOLVER:
        return None
    if task.container is not None:
        words = list(task.container.args)
    else:
        containers = (task.pod_spec or {}).get("containers", ())
        words = next((args for each in containers if DEFAULT_RESOLVER in (args := each.get("args", []))), [])
    match words[-4:]:
        case ["mod", str(module), "instance", _]:
            return module
    return None


def _instead(module: str, file: str) -> tuple[str, str] | None:
    """Return what is wrong with a module's name, and what to do."""
    parts = PurePath(file).with_suffix("").parts
    dotted = next((part for part in parts if "." in part), None)
    if dotted is not None and ".".join(parts) == module:
        package = module[: module.index(dotted) + dotted.index(".")]
        is_file = dotted is parts[-1]
        name = f"{dotted}.py" if is_file else dotted
        return (
            f"the container imports {module!r} and looks for a package {package!r}: the name {name!r} has a dot",
            f"rename the {'file' if is_file else 'folder'} to {name.replace('.', '_', dotted.count('.'))}",
        )
    top, inside, _ = module.partition(".")
    if top not in LOADED_FIRST or (inside and top in SHARED_NAMES):
        return None
    owner = "Python's own module" if top in sys.stdlib_module_names else "the library"
    return (
        f"the container imports {module!r} and finds {owner} {top!r}, which it has loaded before",
        f"rename the folder {top}" if inside else f"rename {top}.py",
    )


RSV003 = Rule(
    code="RSV003",
    slug="name-of-another-module",
    severity=Severity.ERROR,
    summary="The container finds another module by the name of the task's",
    why=(
        "The container imports the module by its path below the root directory. `types.py` or `logging/train.py` has the "
        "name of what it has loaded by then: Python's own modules and the libraries that Flyte needs. With a dot in the "
        "name of a file or folder, it looks for a package. Every run fails. A name of Python's own that is not loaded "
        "yet, like `statistics.py`, is found."
    ),
    bad="""
# file: train.v2.py
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
# file: train_v2.py
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.SOURCE,
    check=check,
    covers=(Cover("RSV002"),),
)
