"""What the SDK's client says of a cluster, in each form it has, is read back and is what the modules give."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.conformance.deploying import client, deploy_to, flyte
from tests.conformance.recorder import recording
from tests.end_to_end.test_diff import changes
from tests.harness import REPOSITORY

pytestmark = [pytest.mark.sdk, pytest.mark.xdist_group("exports")]

SHOP = '''
from dataclasses import dataclass

import flyte
import flyte.app


@dataclass
class Config:
    lr: float = 0.1
    note: str = "it's meant"


env = flyte.TaskEnvironment("shop", image="ghcr.io/acme/shop:1", secrets=[flyte.Secret("token", as_env_var="TOKEN")])
nightly = flyte.Trigger("nightly", flyte.Cron("0 2 * * *"), inputs={"x": 3}, description="every night")
hourly = flyte.Trigger("hourly", flyte.FixedRate(60), auto_activate=False)


@env.task(cache="auto", triggers=(nightly, hourly))
async def train(x: int = 1, config: Config = Config()) -> float:
    """Train it."""
    return config.lr


@env.task
async def score(rate: float) -> str:
    return str(rate)


api = flyte.app.AppEnvironment("api", image="ghcr.io/acme/shop:1", command="serve", port=8000)
'''
CONFIG = """
admin:
  endpoint: dns:///HOST
  insecure: true
task:
  org: o
  project: p
  domain: d
"""
SCRIPT = next(
    block
    for block in re.findall(r"```python\n(.*?)```", (REPOSITORY / "docs/review.md").read_text(), re.DOTALL)
    if "flyte.remote" in block
)
DUMP = """
import sys
from pathlib import Path
import flyte
from flyte import remote
from google.protobuf.json_format import MessageToJson

url, form, folder = sys.argv[1:]
flyte.init(endpoint=url, insecure=True, org="o", project="p", domain="d")
found = [remote.Task.get(f"shop.{name}", version="v1").fetch() for name in ("train", "score")]
found.append(remote.App.get("api"))
for each in found:
    with open(f"{folder}/{each.name}.{form}", "wb") as file:
        if form == "pb":
            file.write(each.pb2.SerializeToString())
        elif form == "spec.json" and each.name != "api":
            file.write(MessageToJson(each.pb2.spec).encode())
        else:
            file.write(each.to_json().encode())
"""
WIDE = {"COLUMNS": "100000", "TERM": "xterm"}
ONLY_NOISE = """\
1 task differs only in creator
1 task differs only in revision
3 tasks differ only in search path
"""
NO_TRIGGERS = "triggers are not compared: one side has none; serialize --message deploy-request writes them\n"
UNCHANGED = "3 unchanged\n"
CONTEXT = ("-p", "p", "-d", "d", "--org", "o", "--version", "v1")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """An endpoint with the tasks and the app of a folder."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "shop.py").write_text(SHOP)
    with recording() as server:
        deploy_to(server.url, folder, "--all", "shop.py")
        (folder / "config.yaml").write_text(CONFIG.replace("HOST", server.url.removeprefix("http://")))
        yield server.url, folder


def unchanged(flytex, folder: Path, side: str) -> str:
    """What a comparison with the modules says, in which nothing may differ but noise."""
    outcome = flytex("diff", side, "shop.py", *CONTEXT, "--fail-on", "any", cwd=folder)
    assert (outcome.code, outcome.stderr) == (0, "")
    return outcome.out


def test_the_script_of_the_documentation_exports_all(flytex, cluster):
    """Tasks with their triggers, and apps."""
    _, folder = cluster
    (folder.parent / "export.py").write_text(SCRIPT)
    exported = client(folder, sys.executable, folder.parent / "export.py")
    (folder / "deployed.jsonl").write_bytes(exported)
    assert unchanged(flytex, folder, "deployed.jsonl") == ONLY_NOISE + UNCHANGED
    (folder / "later").mkdir()
    (folder / "later/shop.py").write_text(SHOP.replace("0 2 * * *", "0 3 * * *"))
    later = flytex("diff", "deployed.jsonl", "later", "--root-dir", "later", *CONTEXT, "-f", "json", cwd=folder)
    assert changes(later) == [("train", "schedule of trigger nightly")]


@pytest.mark.parametrize("form", ["pb", "json", "spec.json"])
def test_what_the_client_serializes(flytex, cluster, form):
    """A folder of TaskDetails or their specs, and an App: triggers are not among it."""
    url, folder = cluster
    (folder / form).mkdir()
    client(folder, sys.executable, "-c", DUMP, url, form, form)
    assert unchanged(flytex, folder, form) == ONLY_NOISE + NO_TRIGGERS + UNCHANGED


def test_what_flyte_get_prints(flytex, cluster):
    """The Python literal, colored; where lines are wrapped it cannot be read, and what to do is said."""
    url, folder = cluster
    (folder / "printed").mkdir()
    for name, *what in (
        ("train", "task", "shop.train", "v1"),
        ("score", "task", "shop.score", "v1"),
        ("api", "app", "api"),
    ):
        printed = flyte(url, folder, "get", *what, **WIDE)
        (folder / "printed" / f"{name}.json").write_bytes(printed)
    assert unchanged(flytex, folder, "printed") == ONLY_NOISE + NO_TRIGGERS + UNCHANGED
    (folder / "wrapped.json").write_bytes(
        flyte(url, folder, "get", "task", "shop.score", "v1", COLUMNS="60", TERM="xterm")
    )
    outcome = flytex("diff", "wrapped.json", "shop.py", cwd=folder)
    assert (outcome.code, outcome.stderr) == (
        2,
        "error: wrapped.json: not what Python prints\n"
        "  hint: its lines are wrapped where COLUMNS is not set: "
        "COLUMNS=100000 NO_COLOR=1 flyte get task NAME VERSION\n",
    )


def test_a_list_has_no_specs(flytex, cluster):
    url, folder = cluster
    (folder / "list.json").write_bytes(flyte(url, folder, "--output-format", "json-raw", "get", "task", **WIDE))
    outcome = flytex("diff", "list.json", "shop.py", cwd=folder)
    assert (outcome.code, outcome.stderr) == (
        2,
        "error: list.json lists tasks without their specs\n  hint: flyte get task NAME VERSION gives the spec of one\n",
    )
