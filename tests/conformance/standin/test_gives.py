"""What calls of `flyte` give is the same with both: a value at once, a coroutine, a generator, or an `.aio` of them."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.sdk

MODULES = ("flyte", "flyte.io", "flyte.prefetch", "flyte.remote", "flyte.report", "flyte.storage", "flyte.types")
WRAPPED = {"flyte.io.File"}
"""Those whose `open` is an async context manager here; its wrapper is the SDK's own there."""
LISTINGS = {"flyte.remote.Task"}
"""Classes of the stand-in that have no method of their own: any name is one."""

ASK = """
import importlib, json, sys
from flytex_cli.engine import bring_up
from flytex_cli.engine.base import EngineChoice
from flytex_cli.engine.results import gives

flyte = bring_up(EngineChoice(sys.argv[1])).flyte
found = {}
for name in sys.argv[2:]:
    module = importlib.import_module(flyte.__name__ + name.removeprefix("flyte"))
    for public in dir(module):
        value = None if public.startswith("_") else getattr(module, public, None)
        if callable(value) and (value.__module__ or "").startswith(("flyte", "flytex_cli")):
            found[f"{name}.{public}"] = dict(gives(value))
print(json.dumps(found))
"""


def test_both_engines_give_the_same() -> None:
    """Of every public function and class that both have."""
    sdk, standin = (
        json.loads(
            subprocess.run([sys.executable, "-c", ASK, engine, *MODULES], capture_output=True, check=True).stdout
        )
        for engine in ("sdk", "standin")
    )
    shared = (sdk.keys() & standin.keys()) - WRAPPED - LISTINGS
    assert len(shared) > 60
    assert {name: sdk[name] for name in shared} == {name: standin[name] for name in shared}
