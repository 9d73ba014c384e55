"""APP011: what the open-source backend makes of an app that was not written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.pods.findings import Code
from flytex_cli.project import App
from flytex_cli.project.fields import Step
from flytex_cli.records import Severity

TOLD = frozenset(
    {Code.BAD_QUANTITY, Code.BAD_PORT, Code.BAD_SCALING, Code.BAD_ENV, Code.REQUEST_OVER_LIMIT, Code.DUPLICATE_ENV}
)
"""What other rules tell, of every backend: RES001, RES002, APP002, APP004, ENV002, ENV003."""
WRITTEN: tuple[tuple[str, tuple[Step, ...]], ...] = (
    (r"spec\.container\.resources.*|spec\.extended_resources.*", ("resources",)),
    (r"spec\.ingress.*", ("domain",)),
    (r"spec\.timeouts.*|.*timeoutSeconds", ("timeouts", "request")),
    (r"spec\.cluster", ("cluster",)),
    (r"spec\.cluster_pool", ("cluster_pool",)),
    (r"spec\.pod\..*", ("pod_template",)),
    (r"metadata\.name", ("name",)),
)
"""How a user writes what a finding is about, by patterns of its path."""


def check(app: App) -> Iterator[Hit]:
    """Pass on what podspec says."""
    from flytex_cli.services.build import to_service
    from flytex_cli.services.errors import AppServiceError

    if app.record is None:
        return
    try:
        findings = to_service(app.record.app).findings
    except AppServiceError:  # a template without a pod spec
        return
    for found in findings:
        if found.code not in TOLD:
            yield Hit(
                found.message,
                app.at(*_written(app, found.field)),
                field=found.field,
                fix=found.hint or "flytex podspec shows the whole Service",
                severity=found.severity,
            )


def _written(app: App, field: str) -> tuple[Step, ...]:
    known = next((steps for pattern, steps in WRITTEN if re.fullmatch(pattern, field)), None)
    return known or (("pod_template",) if app.k8s_pod is not None else ())


APP011 = Rule(
    code="APP011",
    slug="service-altered",
    severity=Severity.WARNING,
    summary="The open-source backend does not make of an app what was written",
    why=(
        "Flyte's open-source backend makes a Knative Service of an app (read in flyteorg/flyte, commit 6fadb90d), and reads only a "
        "part of the message: it drops a GPU and shared memory, a subdomain, a cluster and its pool, labels and annotations of a "
        "pod template. Requests of more than 600 seconds are refused by Knative unless its configuration allows them. Union's "
        "hosted backend differs: select this rule where you run your own."
    ),
    bad="""
import flyte
from flyte.app import AppEnvironment

resources = flyte.Resources(cpu=2, memory="8Gi", gpu=1)
api = AppEnvironment("api", image="ghcr.io/acme/api:1", command="serve", resources=resources)
""",
    good="""
import flyte
from flyte.app import AppEnvironment

resources = flyte.Resources(cpu=2, memory="8Gi")
api = AppEnvironment("api", image="ghcr.io/acme/api:1", command="serve", resources=resources)
""",
    scope=Scope.APP,
    check=check,
    default=False,
    otherwise=(Severity.ERROR, "Knative or Kubernetes refuses the Service"),
)
