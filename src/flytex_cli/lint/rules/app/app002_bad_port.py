"""APP002: a port that an app cannot have."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import UNTRANSLATED, Rule, Scope
from flytex_cli.project import App
from flytex_cli.records import Severity

HIGHEST = 65535
OF_KNATIVE = (8008, 8012, 8013, 8022, 9090, 9091)
"""What Knative's own container listens on (`pkg/apis/serving/k8s_validation.go`); the SDK refuses most of them."""
NAMES = ("h2c", "http1")


def check(app: App) -> Iterator[Hit]:
    """Look at the number and at the name."""
    port, name = app.facts.port, app.facts.port_name
    if port is None:
        written = app.written("port")
        shown = f"port is {ast.unparse(written[1])}" if written is not None else "the port"
        yield Hit(f"{shown}, not a number", app.at("port"), field="port", fix="write a number, such as 8080")
    elif not 1 <= port <= HIGHEST:
        yield Hit(
            f"port is {port}, and ports are 1 to {HIGHEST}",
            app.at("port", "port"),
            field="port",
            value=str(port),
            fix="write the number that the app listens on, such as 8080",
        )
    elif port in OF_KNATIVE:
        yield Hit(
            f"port is {port}, which Knative takes for itself: it refuses the app",
            app.at("port", "port"),
            field="port",
            value=str(port),
            fix="let the app listen on another, such as 8080",
            severity=Severity.WARNING,
        )
    if name and name not in NAMES:
        yield Hit(
            f"the port is named {name!r}, and Knative refuses every name but h2c and http1",
            app.at("port", "name"),
            field="port.name",
            value=name,
            fix="write h2c for HTTP/2 and gRPC; leave the name out otherwise",
            severity=Severity.WARNING,
        )


APP002 = Rule(
    code="APP002",
    slug="bad-port",
    severity=Severity.ERROR,
    summary="An app's port is no port, is taken, or has a name that is refused",
    why=(
        "The SDK refuses 8012, 8022, 8112, 9090 and 9091 when the module is imported, and sends every other number: 0 and "
        "70000 are refused when the Pod is made, and a negative one has no place in the message. An app runs as a Knative "
        "Service, whose own container listens on 8008 and 8013 too, and which takes the name of a port as its "
        "protocol: `h2c` or `http1`."
    ),
    bad="""
from flyte.app import AppEnvironment

api = AppEnvironment("api", image="ghcr.io/acme/api:1", command="serve", port=70000)
""",
    good="""
from flyte.app import AppEnvironment

api = AppEnvironment("api", image="ghcr.io/acme/api:1", command="serve", port=8000)
""",
    scope=Scope.APP,
    check=check,
    covers=(UNTRANSLATED,),
    refused=(r"\w+Environment(\.clone_with)?\.port", r"Port\.port"),
    otherwise=(Severity.WARNING, "it is Knative that refuses it"),
)
