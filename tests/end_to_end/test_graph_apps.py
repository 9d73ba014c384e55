"""Apps in `flytex graph`: beside the tasks they need, and that need them."""

from __future__ import annotations

import json

import jsonschema
import pytest

from tests.harness import FIXTURES, REPOSITORY

SERVING = """\
import flyte
import flyte.app
from flyte.app import AppEndpoint, AppEnvironment, Parameter, RunOutput

import training

features = AppEnvironment(name="features", image="ghcr.io/acme/features:1", resources=flyte.Resources(cpu=1, memory="1Gi"))
api = AppEnvironment(
    name="api",
    type="FastAPI",
    image="ghcr.io/acme/api:1",
    requires_auth=False,
    parameters=[
        Parameter(name="model", value=RunOutput(type="file", task_name="training.train"), mount="/model"),
        Parameter(name="features", value=AppEndpoint(app_name="features"), env_var="FEATURES_URL"),
        Parameter(name="other", value=AppEndpoint(app_name="elsewhere")),
        Parameter(name="fixed", value=RunOutput(type="file", run_name="r1")),
    ],
    depends_on=[features, training.env],
)
checks = flyte.TaskEnvironment("checks", image="ghcr.io/acme/a:1", depends_on=[api])


@api.on_startup
async def warm(model: str, features: str, other: str, fixed: str) -> None:
    flyte.run(training.evaluate, 1)


@api.server
async def serve(model: str, features: str, other: str, fixed: str) -> None:
    await answer(fixed)
    step = steps[model]
    await step(1)


async def answer(question):
    return await training.train(1)


@checks.task
async def smoke(path: str) -> str:
    api = "not the app"
    return address() + path + api + checks.endpoint


def address():
    return api.endpoint + features.endpoint


steps = {"train": training.train}
"""
TRAINING = """\
import flyte

env = flyte.TaskEnvironment("training", image="ghcr.io/acme/a:1")


@env.task
async def train(days: int) -> str:
    return ""


@env.task
async def evaluate(days: int) -> str:
    from serving import api

    return api.endpoint
"""

TEXT = """\
features
  app features  serving.py:7
api  depends on features, training
  FastAPI app api  serving.py:8
    passes on training.evaluate
    calls, takes the output of training.train
    asks for the address of features
    asks for the address of elsewhere  (not shown)
    may call step(...) at serving.py:33: a local variable
training
  training.train  training.py:6
  training.evaluate  training.py:11
    asks for the address of api
checks  depends on api
  checks.smoke  serving.py:40
    asks for the address of api  via serving:address
    asks for the address of features  via serving:address
3 tasks, 2 apps, 7 links, 1 not resolved
"""
MERMAID = """\
flowchart LR
  subgraph e0["features"]
    t0[["features"]]
  end
  subgraph e1["api"]
    t1[["api"]]
  end
  subgraph e2["training"]
    t2["train"]
    t3["evaluate"]
  end
  subgraph e3["checks"]
    t4["smoke"]
  end
  t5(["elsewhere"])
  t3 -.->|"endpoint"| t1
  t4 -.->|"endpoint, via address"| t1
  t4 -.->|"endpoint, via address"| t0
  t1 -.->|"pass"| t3
  t1 -->|"call, output"| t2
  t1 -.->|"endpoint"| t0
  t1 -.->|"endpoint"| t5
  q0{{"step(...) ?"}}
  t1 -.->|"a local variable"| q0
  e1 ==>|"depends on"| e0
  e1 ==>|"depends on"| e2
  e3 ==>|"depends on"| e1
"""
DOT = """\
digraph tasks {
  rankdir=LR; compound=true;
  node [shape=box, style=rounded, fontname="Helvetica"]; edge [fontname="Helvetica", fontsize=10];
  subgraph cluster_0 { label="features";
    point_0 [shape=point, style=invis, label=""];
    "features" [label="features", tooltip="AppEnvironment", shape=component, style=solid];
  }
  subgraph cluster_1 { label="api";
    point_1 [shape=point, style=invis, label=""];
    "api" [label="api", tooltip="AppEnvironment", shape=component, style=solid];
  }
  subgraph cluster_2 { label="training";
    point_2 [shape=point, style=invis, label=""];
    "training.train" [label="train", tooltip="async def train(days: int) -> str"];
    "training.evaluate" [label="evaluate", tooltip="async def evaluate(days: int) -> str"];
  }
  subgraph cluster_3 { label="checks";
    point_3 [shape=point, style=invis, label=""];
    "checks.smoke" [label="smoke", tooltip="async def smoke(path: str) -> str"];
  }
  "elsewhere" [style=dashed];
  "training.evaluate" -> "api" [label="endpoint", style=dashed];
  "checks.smoke" -> "api" [label="endpoint, via address", style=dashed];
  "checks.smoke" -> "features" [label="endpoint, via address", style=dashed];
  "api" -> "training.evaluate" [label="pass", style=dotted];
  "api" -> "training.train" [label="call, output"];
  "api" -> "features" [label="endpoint", style=dashed];
  "api" -> "elsewhere" [label="endpoint", style=dashed];
  unresolved_0 [label="step(...) ?", shape=diamond];
  "api" -> unresolved_0 [label="a local variable", style=dotted];
  point_1 -> point_0 [ltail=cluster_1, lhead=cluster_0, style=bold, label="depends on"];
  point_1 -> point_2 [ltail=cluster_1, lhead=cluster_2, style=bold, label="depends on"];
  point_3 -> point_1 [ltail=cluster_3, lhead=cluster_1, style=bold, label="depends on"];
}
"""


@pytest.fixture
def modules(write):
    write("serving.py", SERVING)
    write("training.py", TRAINING)


@pytest.mark.engines
@pytest.mark.parametrize(("form", "whole"), [("text", TEXT), ("mermaid", MERMAID), ("dot", DOT)])
def test_apps_are_in_their_environments(flytex, modules, form, whole):
    """Addresses that tasks and helpers ask for, what an app's functions run, and what its parameters take."""
    result = flytex("graph", ".", "-f", form)
    assert (result.code, result.stderr) == (0, "")
    assert result.out == whole


@pytest.mark.engines
def test_json_has_apps_and_their_links(flytex, modules):
    """Each with all its places: a call's, a parameter's."""
    document = json.loads(flytex("graph", ".", "-f", "json").out)
    assert [app["name"] for app in document["apps"]] == ["features", "api"]
    links = [(call["from"], call["to"], call["links"], call["via"], call["places"]) for call in document["calls"]]
    assert links == [
        ("training.evaluate", "api", ["endpoint"], [], ["training.py:15"]),
        ("checks.smoke", "api", ["endpoint"], ["serving:address"], ["serving.py:47"]),
        ("checks.smoke", "features", ["endpoint"], ["serving:address"], ["serving.py:47"]),
        ("api", "training.evaluate", ["pass"], [], ["serving.py:26"]),
        ("api", "training.train", ["call", "output"], [], ["serving.py:37", "serving.py:14"]),
        ("api", "features", ["endpoint"], [], ["serving.py:15"]),
        ("api", "elsewhere", ["endpoint"], [], ["serving.py:16"]),
    ]
    assert document["outside"] == ["elsewhere"]
    assert document["unresolved"] == [
        {"from": "api", "place": "serving.py:33", "expression": "step", "why": "a local variable"}
    ]


def test_json_with_apps_is_valid_by_its_schema(flytex, modules):
    """Apps are those of inspect's schema."""
    schema, inspect = (
        json.loads((REPOSITORY / f"docs/schemas/{name}.schema.json").read_text()) for name in ("graph", "inspect")
    )
    document = json.loads(flytex("graph", ".", "-f", "json").out)
    jsonschema.Draft202012Validator(schema).validate(document)
    for app in document["apps"]:
        jsonschema.Draft202012Validator({"$ref": "#/$defs/app", "$defs": inspect["$defs"]}).validate(app)


@pytest.mark.engines
def test_the_apps_of_the_fixtures_are_as_drawn(flytex):
    """By hand from their source."""
    document = json.loads(flytex("graph", FIXTURES / "apps", "--root-dir", FIXTURES, "-f", "json").out)
    links = [
        (call["from"], call["to"], *call["links"], *(place.rpartition("/")[2] for place in call["places"]))
        for call in document["calls"]
    ]
    assert links == [
        ("model-server", "trainer.train", "output", "model_server.py:17"),
        ("model-server", "features", "endpoint", "model_server.py:19"),
        ("model-server", "feedback", "endpoint", "model_server.py:20"),
        ("recommender", "recommender-training.train", "output", "recommender.py:22"),
        ("recommender-canary", "recommender-training.train", "output", "recommender.py:22"),
    ]
    assert document["outside"] == ["trainer.train", "feedback"]


@pytest.mark.engines
def test_an_app_alone(flytex, modules):
    """What is not shown is outside; no tasks are counted."""
    assert flytex("graph", ".", "--env", "features").out == ("features\n  app features  serving.py:7\n1 app, 0 links\n")
    shown = flytex("graph", ".", "--env", "api").out
    assert "    calls, takes the output of training.train  (not shown)\n" in shown
    assert shown.endswith("1 app, 4 links, 1 not resolved\n")


ENVS = """
import flyte
import flyte.app

env = flyte.TaskEnvironment("work", image="ghcr.io/acme/a:1")
app = flyte.app.AppEnvironment(name="site", image="ghcr.io/acme/a:1", depends_on=[env])

@env.task
async def refresh(x: int) -> int:
    return x

@env.task
async def publish(x: int) -> int:
    return x

@env.task
async def never(x: int) -> int:
    return x
"""
HANDLERS = """
from envs import app, never, publish, refresh

def register():
    @app.on_startup
    async def warm() -> None:
        await refresh(1)

register()

@app.server
async def serve() -> None:
    await never(1)

@app.server
async def serve() -> None:
    await publish(1)

class Serving:
    async def serve(self) -> None:
        await never(1)
"""


@pytest.mark.engines
def test_functions_of_an_app_in_another_file(flytex, write):
    """Where no name leads there either; nested ones, and of several of one name the last."""
    write("envs.py", ENVS)
    write("handlers.py", HANDLERS)
    write("site_main.py", "import handlers\nfrom envs import app\n")
    document = json.loads(flytex("graph", "site_main.py", "-f", "json").out)
    assert [(call["from"], call["to"], call["places"]) for call in document["calls"]] == [
        ("site", "work.refresh", ["handlers.py:6"]),
        ("site", "work.publish", ["handlers.py:16"]),
    ]


@pytest.mark.engines
def test_endpoint_of_what_is_no_app(flytex, write):
    """An environment of one's own class may have an attribute of that name."""
    write(
        "own.py",
        """
        import flyte

        class Queue(flyte.TaskEnvironment):
            endpoint = "queue:1"

        queue = Queue("queue", image="ghcr.io/acme/a:1")

        @queue.task
        async def push(x: int) -> str:
            return queue.endpoint
        """,
    )
    assert flytex("graph", "own.py").out == "queue\n  queue.push  own.py:8\n1 task, 0 links\n"
