"""The warm process rehearses with modules of flytex's own, and nothing of it can be seen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flytex_cli.load.rehearsal import MODULES

ENGINES = [pytest.param("sdk", marks=pytest.mark.sdk), "standin"]
REHEARSED = """
import asyncio, importlib, sys, warnings
from flytex_cli.engine import bring_up
from flytex_cli.engine.base import EngineChoice
from flytex_cli.load import protocol, rehearsal, worker
from flytex_cli.load.preload import preload

engine = bring_up(EngineChoice(sys.argv[1]))
engine.expect_declarations()
engine.expect_modules()
load = protocol.LoadRequest(declarations=True, loaded=True, apps=True)
said = list(filter(None, rehearsal.MODULES))
preloaded = preload(said)
before = {*sys.modules}
send, sent = worker.Worker._send, []
worker.Worker._send = lambda self, event: sent.append(event) or send(self, event)
with preloaded.aside():
    rehearsal.rehearse(engine, load, said)
"""


def run(script: str, *arguments: str, path: Path | None = None) -> list[str]:
    """Run a script in a fresh interpreter, whose state is its own."""
    environment = {**os.environ, **({"PYTHONPATH": str(path)} if path is not None else {})}
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, env=environment, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


@pytest.mark.parametrize("engine", ENGINES)
def test_all_of_it_is_translated(engine: str) -> None:
    """A release that refuses any of it would rehearse nothing, and nobody would know but by the time it takes."""
    script = f"{REHEARSED}\nfor event in sent: print(type(event).__name__, getattr(getattr(event, 'record', ''), 'name', ''))"
    told = run(script, engine)
    tasks = ["task", "documented", "with_record", "with_model"]
    assert [line for line in told if line.startswith("RecordFound")] == [
        f"RecordFound rehearsed.{name}" for name in tasks
    ]
    assert len(tasks) == len(MODULES)
    assert not [line for line in told if line.startswith("DiagnosticReported")]


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_of_it_is_left(engine: str) -> None:
    """No environment, task, module, setting, or event loop of the main thread's."""
    script = f"""{REHEARSED}
flyte = engine.flyte
print(len(sys.modules[f"{{flyte.__name__}}._environment"].list_loaded_environments()))
print(engine._creation_sites.made(object), engine._specs)
print([name for name in sys.modules if "rehearsed" in name or name.partition(".")[0] not in {{each.partition(".")[0] for each in before}}])
settings = {{"sdk": ("flyte._initialize", "_init_config"), "standin": ("flytex_cli.standin._core.setup.initialize", "_config")}}
module, name = settings[engine.name]
print(getattr(importlib.import_module(module), name))
warnings.simplefilter("ignore", DeprecationWarning)  # of Python 3.12 and later, where one is made
asyncio.get_event_loop_policy().get_event_loop().close()
"""
    assert run(script, engine) == ["0", "[] {}", "[]", "None"]


@pytest.mark.parametrize("engine", ENGINES)
def test_no_file_of_the_users_is_run(engine: str, tmp_path: Path) -> None:
    """Where one has the name of a package that Flyte imports when it is needed."""
    for name in ("docstring_parser", "pydantic", "mashumaro", "yaml"):
        (tmp_path / f"{name}.py").write_text("print('ran')")
    script = REHEARSED.replace("engine = ", "sys.path.append(sys.path.pop(1))\nengine = ", 1)
    put_first = "sys.path.insert(1, sys.path.pop())\nwith preloaded.aside():"
    assert run(script.replace("with preloaded.aside():", put_first), engine, path=tmp_path) == []


def test_it_is_done_once_in_a_process() -> None:
    """A process that serves several runs has rehearsed in the first, but for what only later ones name."""
    script = f"""{REHEARSED.replace("rehearsal.rehearse(engine, load, said)", "rehearsal.rehearse(engine, load, [])")}
one = len(sent)
for said in ([], [b"dataclass"], [b"dataclass"]):
    with preloaded.aside():
        rehearsal.rehearse(engine, load, said)
    print(len(sent) // one)
"""
    assert run(script, "standin") == ["1", "2", "2"]
