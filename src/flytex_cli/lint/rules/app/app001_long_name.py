"""APP001: an app's name that is too long."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.project import App
from flytex_cli.records import Severity

LONGEST = 30
"""`buf.validate` limit of `flyteidl2.app.Identifier.name`."""


def check(app: App) -> Iterator[Hit]:
    """Measure the name."""
    if len(app.name) > LONGEST:
        yield Hit(
            f"the app's name has {len(app.name)} characters, and the contract allows {LONGEST}",
            app.environment.at("name"),
            field="name",
            value=app.name,
            fix=f"shorten it to {LONGEST} characters; another name is another address",
        )


APP001 = Rule(
    code="APP001",
    slug="long-app-name",
    severity=Severity.WARNING,
    summary="An app's name is longer than the contract allows",
    why=(
        "`flyteidl2.app.Identifier` allows a name of 30 characters, and the SDK sends any. A backend that checks the "
        "message refuses the app. The name is part of the address, of which a host allows 63 characters up to each dot: "
        "the open-source backend makes `NAME-PROJECT-DOMAIN` of it, and shortens that with a hash."
    ),
    bad="""
from flyte.app import AppEnvironment

api = AppEnvironment("recommendations-for-returning-customers", image="ghcr.io/acme/api:1", command="serve")
""",
    good="""
from flyte.app import AppEnvironment

api = AppEnvironment("recommendations", image="ghcr.io/acme/api:1", command="serve")
""",
    scope=Scope.APP,
    check=check,
    covers=(Cover("CON001", r"metadata\.id\.name"),),
)
