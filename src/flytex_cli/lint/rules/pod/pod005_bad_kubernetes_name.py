"""POD005: a service account or pod template whose name cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.pod_template import pod_spec
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.pods.names import is_dns_subdomain
from flytex_cli.project import Workload
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Try the names, and look for a second service account."""
    account = workload.declared.service_account
    template = (workload.facts.pod_template or {}).get("name")
    for name, setting in ((account, "service_account"), (template, "pod_template")):
        if isinstance(name, str) and not is_dns_subdomain(name):
            yield Hit(
                f"{setting} is {name!r}, which is not a valid Kubernetes name",
                workload.at(setting),
                field=setting,
                value=name,
                fix=_good(name),
            )
    other = (pod_spec(workload) or {}).get("serviceAccountName")
    if account and other and account != other:
        yield Hit(
            f"the service account is {account!r} here and {other!r} in the pod template",
            workload.at("service_account"),
            field="service_account",
            value=f"{account}, {other}",
            fix="set it in one place",
            severity=Severity.WARNING,
        )


def _good(name: str) -> str:
    good = ".".join(filter(None, (re.sub(r"[^a-z0-9]+", "-", part).strip("-") for part in name.lower().split("."))))
    return f"write {good!r}" if is_dns_subdomain(good) else "use lowercase letters, digits, - and ."


POD005 = Rule(
    code="POD005",
    slug="bad-kubernetes-name",
    severity=Severity.ERROR,
    summary="A service account or a pod template has a name that Kubernetes refuses, or is set twice",
    why=(
        "The SDK accepts any text for `service_account` and for the name of a pod template. Kubernetes refuses "
        "capitals, blanks and underscores. Of two service accounts the environment's wins."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", pod_template="My Template")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", pod_template="my-template")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    covers=(Cover("POD003", r"bad-name service account"), Cover("POD006", r"bad-name service account")),
    otherwise=(Severity.WARNING, "the service account is set twice"),
)
