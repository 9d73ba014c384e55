"""APP003: a setting of an app's scaling that changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import App
from flytex_cli.records import Severity


def check(app: App) -> Iterator[Hit]:
    """Look at what is set beside a fixed number of replicas, and at a greatest number of none."""
    if len(app.facts.replicas) != 2:
        return
    least, most = app.facts.replicas
    if most == 0:
        yield Hit(
            "replicas is 0, and as the greatest number 0 means that there is none",
            app.at("scaling", "replicas"),
            field="scaling.replicas",
            value="0",
            fix="write a pair such as (0, 1); to stop an app, deactivate it",
        )
        return
    for setting in ("scaledown_after", "metric") if least == most else ():
        if (app.facts.scaling or {}).get(setting) is not None:
            yield Hit(
                f"{setting} has no effect: the app always has {most} replica{'' if most == 1 else 's'}",
                app.at("scaling", setting),
                field=f"scaling.{setting}",
                value=str(most),
                fix=f"give a range: replicas=(0, {most}), or leave {setting} out",
            )


APP003 = Rule(
    code="APP003",
    slug="scaling-without-effect",
    severity=Severity.WARNING,
    summary="A setting of an app's scaling has no effect",
    why=(
        "A number of replicas is the least and the greatest at once, as is a pair of the same number twice: nothing is scaled "
        "up by a metric or down after a while, and the replicas that were to go are paid for. `replicas=0` is no app "
        "without replicas: Knative reads a greatest number of 0 as no bound."
    ),
    bad="""
from flyte.app import AppEnvironment, Scaling

scaling = Scaling(replicas=2, scaledown_after=300)
api = AppEnvironment("api", image="ghcr.io/acme/api:1", command="serve", scaling=scaling)
""",
    good="""
from flyte.app import AppEnvironment, Scaling

scaling = Scaling(replicas=(0, 2), scaledown_after=300)
api = AppEnvironment("api", image="ghcr.io/acme/api:1", command="serve", scaling=scaling)
""",
    scope=Scope.APP,
    check=check,
)
