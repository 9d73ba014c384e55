"""NAM006: a name that is another one in the container."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Environment
from flytex_cli.project.imports import dotted_name
from flytex_cli.records import Severity

VARYING = ("uuid.", "time.", "random.", "secrets.", "datetime.", "os.getpid", "socket.gethostname", "tempfile.")
FROM_ENVIRONMENT = ("os.getenv", "os.environ")


def check(environment: Environment) -> Iterator[Hit]:
    """Look for calls known to vary in the expression that is the name.

    The container finds an app by its variable, so there its name may come from the environment.
    """
    written = environment.written("name")
    if written is None:
        return
    source, node = written
    for part in ast.walk(node):
        name = dotted_name(source, part)
        is_app = environment.record.app is not None
        passed_on = (is_app or environment.record.env_vars) and name is not None and name.startswith(FROM_ENVIRONMENT)
        if name is not None and name.startswith((*VARYING, *FROM_ENVIRONMENT)) and not passed_on:
            yield Hit(
                f"the app's name depends on {name}, so that every deployment makes another app with another address"
                if is_app
                else f"the environment's name depends on {name}, which has another value in the container",
                environment.at("name"),
                field="name",
                value=ast.unparse(node),
                fix="write the name out" + (", or pass the variable on in env_vars" if name.startswith("os.") else ""),
            )
            return


NAM006 = Rule(
    code="NAM006",
    slug="name-of-the-moment",
    severity=Severity.WARNING,
    summary="An environment's name depends on a run-time value",
    why=(
        "The container imports the module again. A name made of a time, a random number or an environment "
        "variable that is not passed on is different there, and the tasks it calls are not found in the "
        "image cache."
    ),
    bad="""
import os

import flyte

env = flyte.TaskEnvironment(name="train-" + os.getenv("STAGE", "dev"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment(name="train")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.ENVIRONMENT,
    check=check,
)
