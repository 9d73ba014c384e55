"""Services of apps in both formats."""

from __future__ import annotations

import json

import pytest
import yaml
from flyteidl2.app.app_definition_pb2 import App

from flytex_cli.pods.cluster import Cluster
from flytex_cli.records import AppFacts, AppRecord, Message, ShownLocation, SourceLocation
from flytex_cli.render.pods import PodFormat
from flytex_cli.render.pods.view import ServiceView
from flytex_cli.services.apps import to_app_services

from tests.services.kit import container_app, to_app  # isort: skip


LOCATION = SourceLocation("serve.py", 3)
PLACES = {"web": ShownLocation("serve.py", 3)}


def record(app: App) -> AppRecord:
    facts = AppFacts(kind="FastAPIAppEnvironment")
    return AppRecord("web", facts, LOCATION, Message.TASKSPEC, app.SerializeToString())


def view(*, spec_only: bool = False, explain: bool = False) -> ServiceView:
    app = container_app({"timeouts": {"requestTimeout": "60s"}})
    made = to_app_services([record(app)], Cluster(), PLACES)
    assert made.diagnostics == ()
    return ServiceView(made.services[0], spec_only, explain)


def test_yaml_names_the_app() -> None:
    """Its name, its kind and its file; then the whole Service, with the origins that were asked for."""
    text = PodFormat.YAML.render([view(explain=True)]).decode()
    assert text.startswith(
        "# web\n# FastAPIAppEnvironment\n# serve.py\napiVersion: serving.knative.dev/v1\nkind: Service\n"
    )
    assert "      timeoutSeconds: 60  # app: spec.timeouts.request_timeout\n" in text
    assert yaml.safe_load(text) == view().document


def test_the_pod_spec_alone() -> None:
    """Without the Service around it and without Knative's field in it."""
    shown = view(spec_only=True, explain=True)
    assert sorted(shown.document) == ["containers", "enableServiceLinks"]
    assert shown.kind == "PodSpec"
    text = PodFormat.YAML.render([shown]).decode()
    assert text.endswith("enableServiceLinks: false  # flyte: false unless a pod template sets it\n")
    assert "timeoutSeconds" not in text


def test_json_is_an_array() -> None:
    """Of the same documents."""
    assert json.loads(PodFormat.JSON.render([view()])) == [view().document]


@pytest.mark.parametrize("spec", [{}, {"pod": {}}])
def test_an_app_without_a_service_is_reported(spec: dict[str, object]) -> None:
    """With its name, its place and the field of the App."""
    made = to_app_services([record(to_app(spec))], Cluster(), PLACES)
    assert made.services == ()
    (diagnostic,) = made.diagnostics
    assert (diagnostic.app, diagnostic.location) == ("web", PLACES["web"])
    assert diagnostic.field in ("spec.app_payload", "spec.pod.pod_spec")
