"""APP004: a time to scale down that is refused."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import App
from flytex_cli.records import Severity

LEAST, MOST = 6, 3600
"""What Knative allows of its annotation `autoscaling.knative.dev/window`, in seconds."""


def check(app: App) -> Iterator[Hit]:
    """Look at the seconds; zero is as if none were given."""
    seconds = (app.facts.scaling or {}).get("scaledown_after")
    if not isinstance(seconds, (int, float)) or not seconds:
        return
    if not LEAST <= seconds <= MOST:
        problem = f"scaledown_after is {seconds:g} seconds, and Knative allows {LEAST} seconds to an hour"
    elif seconds != int(seconds):
        problem = f"scaledown_after is {seconds:g} seconds, and Knative takes whole seconds"
    else:
        return
    good = min(max(round(seconds), LEAST), MOST)
    yield Hit(
        problem,
        app.at("scaling", "scaledown_after"),
        field="scaling.scaledown_after",
        value=f"{seconds:g}",
        fix=f"write scaledown_after={good}",
    )


APP004 = Rule(
    code="APP004",
    slug="bad-scale-down",
    severity=Severity.WARNING,
    summary="An app scales down after a time that Knative refuses",
    why=(
        "The time becomes the annotation `autoscaling.knative.dev/window` of a Knative Service, which must be whole seconds "
        "from 6 seconds to an hour: with any other the Service is refused, and the app is not deployed. The SDK takes every "
        "number and every `timedelta`."
    ),
    bad="""
from datetime import timedelta

from flyte.app import AppEnvironment, Scaling

scaling = Scaling(replicas=(0, 2), scaledown_after=timedelta(hours=2))
api = AppEnvironment("api", image="ghcr.io/acme/api:1", command="serve", scaling=scaling)
""",
    good="""
from datetime import timedelta

from flyte.app import AppEnvironment, Scaling

scaling = Scaling(replicas=(0, 2), scaledown_after=timedelta(hours=1))
api = AppEnvironment("api", image="ghcr.io/acme/api:1", command="serve", scaling=scaling)
""",
    scope=Scope.APP,
    check=check,
)
