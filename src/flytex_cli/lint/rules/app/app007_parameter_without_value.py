"""APP007: a parameter that nothing gives a value."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import UNTRANSLATED, Rule, Scope
from flytex_cli.project import App
from flytex_cli.project.source import Source
from flytex_cli.records import Reference, Referent, Severity


def check(app: App) -> Iterator[Hit]:
    """Look for values; a module that serves the app may give them."""
    without = [(index, each) for index, each in enumerate(app.facts.parameters) if each.get("value") is None]
    if without:
        served = any(map(partial(_gives_values, app), app.project.sources.values()))
        for index, parameter in without:
            name = parameter.get("name")
            yield Hit(
                f"the parameter {name!r} has no value, which `flyte deploy` needs",
                app.at("parameters", index),
                field=f"parameters.{name}",
                value=str(name),
                fix="give it a value; only flyte.with_servecontext(parameter_values=...) takes one later",
                severity=None if served else Severity.ERROR,
            )


def _gives_values(app: App, source: Source) -> bool:
    """Return whether a file that knows the app gives values of parameters where something is served."""
    if source is not app.source and Reference(Referent.ENVIRONMENT, app.name) not in source.record.things:
        return False
    return any(keyword.arg == "parameter_values" for call in source.calls for keyword in call.keywords)


APP007 = Rule(
    code="APP007",
    slug="parameter-without-value",
    severity=Severity.WARNING,
    summary="A parameter of an app has no value",
    why=(
        "`flyte deploy` raises `Unsupported parameter value type`, without the parameter's name. Values that are given when the app "
        "is served, with `flyte.with_servecontext(parameter_values=...)`, are for that alone."
    ),
    bad="""
from flyte.app import AppEnvironment, Parameter

model = Parameter(name="model", mount="/models")
api = AppEnvironment("api", image="ghcr.io/acme/api:1", args="serve /models", parameters=[model])
""",
    good="""
from flyte.app import AppEnvironment, Parameter

model = Parameter(name="model", value="s3://acme/models/2", mount="/models")
api = AppEnvironment("api", image="ghcr.io/acme/api:1", args="serve /models", parameters=[model])
""",
    scope=Scope.APP,
    check=check,
    covers=(UNTRANSLATED,),
    otherwise=(Severity.ERROR, "no call in a module that knows the app gives `parameter_values`"),
)
