"""APP006: a pod template that an app cannot have."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.pod_template import APP_CONTAINER, pod_spec, primary_container
from flytex_cli.lint.rule import UNTRANSLATED, Rule, Scope
from flytex_cli.project import App
from flytex_cli.records import Severity


def check(app: App) -> Iterator[Hit]:
    """Look for a name in place of a template, and for the container that the SDK wants."""
    template = app.facts.pod_template or {}
    name, primary = template.get("name"), template.get("primary_container_name")
    spec = pod_spec(app)
    if name is not None:
        yield Hit(
            f"pod_template is {name!r}, and an app takes no template by its name in the cluster",
            app.at("pod_template"),
            field="pod_template",
            value=str(name),
            fix="write flyte.PodTemplate(primary_container_name='app', pod_spec=V1PodSpec(...))",
        )
    elif spec and primary != APP_CONTAINER:
        yield Hit(
            f"the pod template's primary container is named {primary!r}, and that of an app must be {APP_CONTAINER!r}",
            app.at("pod_template", "primary_container_name"),
            field="pod_template.primary_container_name",
            value=str(primary),
            fix="write primary_container_name='app', and name the container 'app'",
        )
    elif spec and primary_container(app) is None:
        names = ", ".join(repr(each.get("name")) for each in spec.get("containers") or ())
        yield Hit(
            f"no container of the pod template is named {APP_CONTAINER!r}",
            app.at("pod_template"),
            field="pod_template",
            value=names,
            fix="name the container that serves 'app'",
        )


APP006 = Rule(
    code="APP006",
    slug="bad-app-template",
    severity=Severity.ERROR,
    summary="An app's pod template is refused when it is deployed",
    why=(
        "The SDK raises while it translates the app (2.12.1 `app_serde.py`): for a template by its name, for a primary container of "
        "another name than `app`, which a `flyte.PodTemplate` has by default, and for a template without that container."
    ),
    bad="""
from flyte.app import AppEnvironment

api = AppEnvironment("api", image="ghcr.io/acme/api:1", command="serve", pod_template="gpu-nodes")
""",
    good="""
import flyte
from flyte.app import AppEnvironment
from kubernetes.client import V1Container, V1PodSpec

template = flyte.PodTemplate(
    primary_container_name="app",
    pod_spec=V1PodSpec(containers=[V1Container(name="app")], node_selector={"pool": "gpu"}),
)
api = AppEnvironment("api", image="ghcr.io/acme/api:1", command="serve", pod_template=template)
""",
    scope=Scope.APP,
    check=check,
    covers=(UNTRANSLATED,),
)
