"""APP008: the address of an app that is not declared."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import App, Environment, Project
from flytex_cli.project.places import Place
from flytex_cli.project.source import Function, Source
from flytex_cli.records import Referent, Severity


def check(project: Project) -> Iterator[Hit]:
    """Compare the apps whose address is asked for with those that the environment declares, directly or not."""
    apps = {app.name: app for app in project.apps if not _is_served_here(app)}
    if not apps:
        return
    for app in apps.values():
        for index, parameter in enumerate(app.facts.parameters):
            value = parameter.get("value")
            if isinstance(value, Mapping) and value.get("kind") == "AppEndpoint" and value.get("app_name") in apps:
                name, place = str(value["app_name"]), app.at("parameters", index, "value")
                yield from _undeclared(app.environment, name, place)
    for source in project.sources.values():
        for node in source.of(ast.Attribute):
            if node.attr == "endpoint":
                known, user = source.reference(node.value), _user(project, source, node)
                if known is not None and known.kind is Referent.ENVIRONMENT and known.name in apps and user is not None:
                    yield from _undeclared(user, known.name, Place(source.span(node), user.name))


def _is_served_here(app: App) -> bool:
    """Return whether the app's file serves on the machine where it is run, so that nothing is deployed."""
    for call in app.source.calls if app.source is not None else ():
        for keyword in call.keywords:
            if keyword.arg == "mode" and isinstance(keyword.value, ast.Constant) and keyword.value.value == "local":
                return True
    return False


def _undeclared(user: Environment, name: str, place: Place) -> Iterator[Hit]:
    if name not in {environment.name for environment in user.project.closure(user)}:
        yield Hit(
            f"the address of app {name!r} is asked for, which {user.name!r} does not depend on",
            place,
            field="depends_on",
            value=name,
            fix=f"write depends_on=[...] with that app in {user.name!r}",
        )


def _user(project: Project, source: Source, node: ast.AST) -> Environment | None:
    """Return the environment whose code a node is: of a task, or of an app's own functions."""
    task = project.task_around(source, node)
    if task is not None:
        return task.environment
    around = {each.name for each in source.around(node) if isinstance(each, Function)}
    return next((app.environment for app in project.apps if around & _functions(app, source)), None)


def _functions(app: App, source: Source) -> set[str]:
    """Return the names of an app's functions that are written in a file."""
    functions = (app.facts.server, app.facts.on_startup, app.facts.on_shutdown)
    written = (each.split(":") for each in functions if each is not None)
    return {name for module, name in written if module == source.record.module}


APP008 = Rule(
    code="APP008",
    slug="undeclared-app",
    severity=Severity.WARNING,
    summary="The address of an app is asked for that is no dependency",
    why=(
        "`flyte deploy` deploys an environment with all that its `depends_on` names. An app that is not named there is deployed only "
        "where someone thinks of it: until then its address leads nowhere, and later to an older one."
    ),
    bad="""
from flyte.app import AppEndpoint, AppEnvironment, Parameter

backend = AppEnvironment("backend", image="ghcr.io/acme/api:1", command="serve")
url = Parameter(name="url", value=AppEndpoint(app_name="backend"), env_var="BACKEND")
page = AppEnvironment("page", image=backend.image, args="serve", parameters=[url])
""",
    good="""
from flyte.app import AppEndpoint, AppEnvironment, Parameter

backend = AppEnvironment("backend", image="ghcr.io/acme/api:1", command="serve")
url = Parameter(name="url", value=AppEndpoint(app_name="backend"), env_var="BACKEND")
page = AppEnvironment("page", image=backend.image, args="serve", parameters=[url], depends_on=[backend])
""",
    scope=Scope.PROJECT,
    check=check,
)
