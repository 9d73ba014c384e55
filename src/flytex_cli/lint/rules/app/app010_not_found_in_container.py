"""APP010: an app that the container does not find."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import PurePath

from flytex_cli.facts.resolver import LOADED_FIRST_FOR_APPS
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import App
from flytex_cli.project.app import RUNNER
from flytex_cli.records import Severity

DEPLOYING = ("deploy", "serve")
"""Functions and methods of `flyte` that deploy an app."""


def check(app: App) -> Iterator[Hit]:
    """Compare what the container imports with where the loaded modules hold the app."""
    told = app.resolver_args
    if app.command[:1] != [RUNNER] or (told is not None and _holds(app, told)):
        return
    other = next((each for each in app.project.apps if told and each is not app and _holds(each, told)), None)
    top = PurePath(app.declared.location.file).with_suffix("").parts[0]
    taken, by_file = top in LOADED_FIRST_FOR_APPS, _is_in_its_file(app)
    if by_file and not taken and _deploys_itself(app):
        return
    if app.facts.server is None and (other is None or other.facts.server is None):
        return  # the command that it has runs, whatever is imported
    if told is None:
        problem = "the container is not told where the app is, so that its server function never runs"
    elif other is None:
        problem = f"the container looks for the app at {told}, and this one is not there"
    else:
        problem = f"the container looks for the app at {told}, and serves {other.name!r} in its place"
    yield Hit(
        problem,
        app.place,
        field="container.command",
        value=told,
        fix=f"rename {top!r}, by which Python and the SDK have a module of their own"
        if taken
        else "deploy its folder with `flyte deploy --recursive`, or from the folder that the file is in"
        if by_file
        else "call its class in the module that holds it, and assign it to a variable of that module",
        severity=Severity.WARNING if by_file and not taken else None,
    )


def _holds(app: App, told: str) -> bool:
    """Return whether a module holds the app by the variable that the container reads."""
    module, _, variable = told.partition(":")
    names = (name.partition(":") for name in app.declared.names)
    return any(held == variable and _is_same(here, module.removesuffix(".__init__")) for here, _, held in names)


def _is_same(one: str, other: str) -> bool:
    """Return whether two names are those of one module: `flyte deploy FILE` loads a file by its own name."""
    return f".{one}".endswith(f".{other}") or f".{other}".endswith(f".{one}")


def _is_in_its_file(app: App) -> bool:
    """Return whether the module that made the app holds it, so that only the module's name misleads the SDK."""
    call = app.environment.call
    if call is not None and isinstance(call.func, ast.Attribute) and call.func.attr == "clone_with":
        return False
    file = app.declared.location.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return any(_is_same(name.partition(":")[0], file) for name in app.declared.names)


def _deploys_itself(app: App) -> bool:
    """Return whether the app's file deploys or serves when it is run, which the SDK looks into as it is."""
    guards = (node for node in (app.source.tree.body if app.source is not None else ()) if isinstance(node, ast.If))
    return any(
        isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr in DEPLOYING
        for guard in guards
        if "__name__" in ast.unparse(guard.test)
        for part in ast.walk(guard)
    )


APP010 = Rule(
    code="APP010",
    slug="app-not-found-in-container",
    severity=Severity.ERROR,
    summary="The container does not find the app",
    why=(
        "The container of an app with a server function, FastAPI apps among them, imports the module in which the app's class "
        "was called, and takes from it the variable that holds the app. The SDK (2.12.1) looks for that variable when it deploys. "
        "An app in a list, in a function or made by a helper of another module has none: its container gets the first app of "
        "the module, or no module at all, and dies with `No command provided to execute`. So does one that `clone_with` made: "
        "to the SDK that was called in Python's own `dataclasses`.\n\n`flyte deploy FILE` loads a file by its own name, and "
        "looks for the variable in a second copy, `folder.file`. It finds the first app there, whichever is deployed, and none in "
        "a file that is named as its folder is. A file that deploys or serves its apps where it is run is left alone."
    ),
    bad="""
# file: apps.py
from flyte.app import AppEnvironment

api = AppEnvironment("api", image="ghcr.io/acme/api:1")
second = api.clone_with("second")

@api.server
@second.server
def serve() -> None:
    print("up")
""",
    good="""
# file: api.py
from flyte.app import AppEnvironment

api = AppEnvironment("api", image="ghcr.io/acme/api:1")

@api.server
def serve() -> None:
    print("up")

# file: second.py
from flyte.app import AppEnvironment

second = AppEnvironment("second", image="ghcr.io/acme/api:1")

@second.server
def serve() -> None:
    print("up")
""",
    scope=Scope.APP,
    check=check,
    otherwise=(Severity.WARNING, "its module holds it, and `flyte deploy FILE` alone does not see that"),
)
