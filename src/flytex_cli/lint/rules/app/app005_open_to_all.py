"""APP005: an app that asks nobody who they are."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import App
from flytex_cli.records import Severity


def check(app: App) -> Iterator[Hit]:
    """Look at `requires_auth`."""
    if not app.facts.requires_auth:
        yield Hit(
            "requires_auth is False: whoever has the address can use the app",
            app.at("requires_auth"),
            field="requires_auth",
            value="False",
            fix="leave it out, unless the app checks its callers itself or is meant for all",
        )


APP005 = Rule(
    code="APP005",
    slug="open-to-all",
    severity=Severity.INFO,
    summary="An app is open to whoever has its address",
    why=(
        "With `requires_auth=False` the app is sent with `allow_anonymous`, and the platform lets every request through. It is right "
        "for a public page, and for a webhook that checks a signature itself. A team that wants to review each such app "
        "selects this rule. The open-source backend reads neither: there every app is open within the cluster."
    ),
    bad="""
from flyte.app import AppEnvironment

api = AppEnvironment("api", image="ghcr.io/acme/api:1", command="serve", requires_auth=False)
""",
    good="""
from flyte.app import AppEnvironment

api = AppEnvironment("api", image="ghcr.io/acme/api:1", command="serve")
""",
    scope=Scope.APP,
    check=check,
    default=False,
)
