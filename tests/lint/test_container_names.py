"""A module whose name the container knows as another's: which names, and that it is so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flytex_cli.facts.resolver import DEFAULT_RESOLVER, LOADED_FIRST, LOADED_FIRST_FOR_APPS
from tests.harness import Flytex

MODULE = """
    import flyte

    env = flyte.TaskEnvironment("train", pod_template={template})

    @env.task
    async def fit(x: int) -> int:
        return x
    """
POD = "flyte.PodTemplate(pod_spec=__import__('kubernetes').client.V1PodSpec(containers=[]))"
OWN = "which it has loaded before"


@pytest.mark.engines
@pytest.mark.parametrize("template", ["None", POD], ids=["container", "pod"])
@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("types.py", f"the container imports 'types' and finds Python's own module 'types', {OWN}"),
        ("fsspec.py", f"the container imports 'fsspec' and finds the library 'fsspec', {OWN}"),
        ("logging/fit.py", f"the container imports 'logging.fit' and finds Python's own module 'logging', {OWN}"),
        ("google/fit.py", None),
        ("statistics.py", None),
        ("flows/types.py", None),
        (
            "flows.d/fit.py",
            "the container imports 'flows.d.fit' and looks for a package 'flows': the name 'flows.d' has a dot",
        ),
    ],
)
def test_a_name_that_is_loaded(flytex: Flytex, tmp_path: Path, file: str, said: str | None, template: str) -> None:
    """One finding for the file, at its first line; of the folder, whatever else is wrong with its place."""
    path = tmp_path / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(MODULE.replace("\n    ", "\n").lstrip("\n").format(template=template))
    run = flytex("lint", ".", "--select", "RSV", "--format", "json")
    found = [(each["code"], each["line"], each["message"]) for each in json.loads(run.out)["findings"]]
    assert found == ([] if said is None else [("RSV003", 1, said)])


APP = """
from flyte.app import AppEnvironment

api = AppEnvironment("api", image="ghcr.io/acme/api:1")

@api.server
def serve() -> None:
    print("up")
"""


@pytest.mark.engines
def test_the_name_of_an_app_s_module(flytex: Flytex, tmp_path: Path) -> None:
    """The SDK itself finds the other module, and then tells the container of none."""
    (tmp_path / "types.py").write_text(APP)
    run = flytex("lint", ".", "--select", "APP", "--format", "json")
    said = "rename 'types', by which Python and the SDK have a module of their own"
    found = [(each["code"], each["line"], each["fix"]) for each in json.loads(run.out)["findings"]]
    assert found == [("APP010", 4, said)]


MEASURE = """
import importlib.util, json, os, sys

def told(*_):
    print(json.dumps(sorted(sys.modules)), flush=True)
    os._exit(0)

class Watch:
    def find_spec(self, name, path=None, target=None):
        if name != "flyte._internal.resolvers.default":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        execute = spec.loader.exec_module
        def watched(module):
            execute(module)
            module.DefaultTaskResolver.load_task = told
        spec.loader.exec_module = watched
        return spec

sys.meta_path.insert(0, Watch())
from flyte._bin.runtime import _pass_through
_pass_through()
"""


@pytest.mark.sdk
def test_what_the_container_has_loaded(tmp_path: Path) -> None:
    """`a0` itself, stopped where it looks for the task."""
    options = {"-i": "i", "-o": "o", "-v": "1", "--run-base-dir": "r", "--name": "a0", "--run-name": "r"}
    place = {"--project": "p", "--domain": "d", "--org": "o", "--resolver": DEFAULT_RESOLVER}
    words = ["a0", *(word for pair in (options | place).items() for word in pair)]
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, *words, "mod", "m", "instance", "t"],
        cwd=tmp_path,
        env=os.environ | {"_U_EP_OVERRIDE": "dns:///localhost:9", "_U_INSECURE": "true"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert sorted(LOADED_FIRST - set(json.loads(run.stdout))) == []


MEASURE_APPS = """
import json, os, sys
import flyte._bin.serve as serve
from flyte.models import CodeBundle

async def bundle(**_):
    return {}, {}, {}, CodeBundle(tgz="x", destination=".", computed_version="1")

def told(*_):
    print(json.dumps(sorted(sys.modules)), flush=True)
    os._exit(0)

serve.init_in_cluster = lambda **_: None
serve.download_code_parameters = bundle
serve.load_app_env = told
serve.main(["--version", "1", "--tgz", "x", "--resolver", "r", "--resolver-args", "m:a", "--"])
"""


@pytest.mark.sdk
def test_what_an_app_s_container_has_loaded(tmp_path: Path) -> None:
    """`fserve` itself, stopped where it looks for the app."""
    script = [sys.executable, "-c", MEASURE_APPS]
    run = subprocess.run(script, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert sorted(LOADED_FIRST_FOR_APPS - set(json.loads(run.stdout.splitlines()[-1]))) == []
