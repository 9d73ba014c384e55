"""BND004: a module that is imported when a task runs and is not shipped."""

from __future__ import annotations

from flytex_cli.bundle.concerns.model import ConcernKind
from flytex_cli.lint.deployment import telling
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.records import Severity

BND004 = Rule(
    code="BND004",
    slug="module-not-shipped",
    severity=Severity.WARNING,
    summary="A module that a function imports is not shipped",
    why=(
        "A deployment ships the modules that are loaded when it imports yours, and what `include` names. What "
        "is imported when a function runs is not among them, and the task ends with `ModuleNotFoundError`. "
        "Where ruff is on PATH when `flyte deploy` runs (SDK 2.6 and later), it ships what import statements "
        'in functions name too, but not what `importlib.import_module("...")` does. Whether it is there is '
        "looked up on the machine where lint runs, or set: `ruff` and `copy-style` of `[tool.flytex.bundle]`. "
        "An import that may fail (`try`), for type checkers or for a script does not count."
    ),
    bad="""
# file: flow.py
import importlib

import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return importlib.import_module("steps").STEPS * epochs

# file: steps.py
STEPS = 3
""",
    good="""
# file: flow.py
import importlib

import flyte

env = flyte.TaskEnvironment("train", include=("steps.py",))

@env.task
async def fit(epochs: int) -> int:
    return importlib.import_module("steps").STEPS * epochs

# file: steps.py
STEPS = 3
""",
    scope=Scope.DEPLOYMENT,
    check=telling(ConcernKind.MODULE),
)
