"""What is kept of modules, what is not and why, and when it is used."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from flytex_cli import api
from flytex_cli.load.protocol import LoadRequest
from flytex_cli.records import Message
from tests.affected.repository import committed, git, write

FLOW = """
import flyte
{line}
env = flyte.TaskEnvironment("shop")


@env.task
def fit(x: int) -> int:
    return x
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, as the working directory."""
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def serialized(
    folder: Path, paths: tuple[str, ...] = ("flow.py",), limit: int = 1 << 30, network: bool = False
) -> list[str]:
    """Load modules twice with a cache beside the project, and return what is said of it the second time."""
    time.sleep(0.03)
    request = api.Modules(
        paths, load=LoadRequest(allow_network=network), cache=api.CacheFolder(folder.parent / "cache", limit)
    )
    api.serialize(request)
    said = api.serialize(request).remarks
    return [each.text.replace(str(folder.parent), "") for each in said]


@pytest.mark.engines
def test_a_module_is_not_loaded_again(folder: Path) -> None:
    """And its task is there all the same."""
    write(folder, {"flow.py": FLOW.format(line="print('loaded')")})
    assert serialized(folder) == ["cache: 1 of 1 modules are as they were (/cache)"]
    request = api.Modules(("flow.py",), cache=api.CacheFolder(folder.parent / "cache"))
    result = api.serialize(request)
    assert [record.name for record in result.records] == ["shop.fit"]
    assert result.reports[0].output == "loaded\n"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("import time; time.time()", "it asks what time it is (time.time) at flow.py:3"),
        ("import time; time.strftime('%Y')", "it asks what time it is (time.strftime) at flow.py:3"),
        ("import datetime; datetime.datetime.now()", "it asks what time it is (datetime.now) at flow.py:3"),
        ("from datetime import date; date.today()", "it asks what time it is (date.today) at flow.py:3"),
        ("import random; random.random()", "it takes random numbers (random.random) at flow.py:3"),
        ("from random import randint; randint(1, 2)", "it takes random numbers (random.randint) at flow.py:3"),
        ("import uuid; uuid.uuid4()", "it takes random numbers (os.urandom) at flow.py:3"),
        ("import uuid; uuid.uuid1()", "it takes random numbers (uuid.uuid1) at flow.py:3"),
        ("import secrets; secrets.token_hex()", "it takes random numbers (os.urandom) at flow.py:3"),
        ("import os; os.getpid()", "it asks the machine (os.getpid) at flow.py:3"),
        ("import platform; platform.node()", "it asks the machine (os.uname) at flow.py:3"),
        ("import socket; socket.gethostname()", "it asks the network at flow.py:3"),
        ("import subprocess; subprocess.run(['true'])", "it starts a process at flow.py:3"),
        ("import os; os.system('true')", "it starts a process at flow.py:3"),
        ("open('made', 'w').close()", "it writes files at flow.py:3"),
        ("import pathlib; pathlib.Path('made').mkdir(exist_ok=True)", "it changes files at flow.py:3"),
        ("import tempfile; tempfile.mkdtemp()", "it asks the machine (os.getpid) at flow.py:3"),
        ("open('/proc/loadavg').read()", "it asks the system at flow.py:3"),
        ("import sqlite3; sqlite3.connect(':memory:')", "it opens a database at flow.py:3"),
        ("open('../outside').read()", "it reads /outside, outside the root directory, at flow.py:3"),
    ],
)
def test_what_cannot_be_known_keeps_a_module_out(folder: Path, line: str, reason: str) -> None:
    """With the place."""
    write(folder, {"../outside": "1", "flow.py": FLOW.format(line=line)})
    known, why = serialized(folder)
    assert known == "cache: 0 of 1 modules are as they were (/cache)"
    assert why == f"flow.py is not kept in the cache: {reason}"


@pytest.mark.engines
@pytest.mark.parametrize(
    "line",
    [
        "import random; random.seed(3); random.random()",
        "import random; random.Random(3).random()",
        "import time; time.localtime(0)",
        "import datetime; datetime.datetime.fromtimestamp(0)",
        "import logging; logging.warning('careful')",
        "import asyncio; asyncio.run(asyncio.sleep(0))",
        "import threading; threading.Thread(target=print).start()",
        "import os; os.environ['OWN'] = '1'",
        "import uuid; uuid.uuid5(uuid.NAMESPACE_DNS, 'a')",
        "import json, pathlib; json.loads(pathlib.Path('a.json').read_text())",
        "import missing_package",
        "raise ValueError('broken')",
    ],
)
def test_what_is_the_same_each_time_is_kept(folder: Path, line: str) -> None:
    """A module that fails is, too: it fails the same way."""
    write(folder, {"a.json": "{}", "flow.py": FLOW.format(line=line)})
    assert serialized(folder) == ["cache: 1 of 1 modules are as they were (/cache)"]


@pytest.mark.engines
def test_variables_that_nothing_asks_for_do_not_count(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each job of a CI service has numbers of its own; of many modules, too, which share git's answer."""
    image = "import os; image = flyte.Image.from_debian_base(name=os.environ.get('MINE', 'none'))"
    names = tuple(f"flow{number}.py" for number in range(12))
    write(folder, {name: FLOW.format(line=image).replace('"shop"', f"{name[:-3]!r}") for name in names})
    monkeypatch.setenv("GITHUB_RUN_ID", "1")
    serialized(folder, names)
    monkeypatch.setenv("GITHUB_RUN_ID", "2")
    monkeypatch.setenv("SHLVL", "7")
    request = api.Modules(names, cache=api.CacheFolder(folder.parent / "cache"))
    assert api.serialize(request).remarks[0].text.startswith("cache: 12 of 12 modules")
    monkeypatch.setenv("MINE", "2")
    assert api.serialize(request).remarks[0].text.startswith("cache: 0 of 12 modules")


@pytest.mark.engines
def test_a_model_looks_for_distributions_only(folder: Path) -> None:
    """Pydantic looks for its plugins in every folder that modules are found in: of the user's no other name counts."""
    model = "from pydantic import BaseModel\n\n\nclass Order(BaseModel):\n    number: int\n\n"
    write(folder, {"flow.py": FLOW.format(line=model).replace("x: int", "x: Order").replace("-> int", "-> Order")})
    serialized(folder)
    request = api.Modules(("flow.py",), cache=api.CacheFolder(folder.parent / "cache"))
    result = api.serialize(request)
    early = result.engine is not None and result.engine.name == "sdk"  # it has models, so pydantic has looked by then
    for path, known in (("new.txt", True), ("new.py", True), ("acme-1.0.dist-info/METADATA", early)):
        write(folder, {path: "Name: acme\nVersion: 1.0\n" if path.endswith("METADATA") else ""})
        assert api.serialize(request).remarks[0].text.startswith(f"cache: {int(known)} of 1 modules"), path


@pytest.mark.engines
def test_a_task_may_do_what_it_likes(folder: Path) -> None:
    """Its body does not run when the module is loaded."""
    body = FLOW.format(line="import datetime, random, subprocess").replace(
        "return x",
        "subprocess.run(['true'])\n    return int(datetime.datetime.now().timestamp()) + random.randint(0, x)",
    )
    write(folder, {"flow.py": body})
    assert serialized(folder) == ["cache: 1 of 1 modules are as they were (/cache)"]


def test_modules_that_may_use_the_network_are_loaded(folder: Path) -> None:
    """All of them, and that is said."""
    write(folder, {"flow.py": FLOW.format(line="")})
    said = serialized(folder, network=True)
    assert said == ["the cache is not used: modules that may use the network (--allow-network) can give anything"]
    assert not (folder.parent / "cache").exists()


def test_a_module_that_is_stopped_is_not_kept(folder: Path) -> None:
    """It may end the next time."""
    write(folder, {"flow.py": FLOW.format(line="import os; os._exit(3)")})
    assert serialized(folder) == ["cache: 0 of 1 modules are as they were (/cache)"]


def test_a_file_that_was_changed_meanwhile_is_not_kept(folder: Path) -> None:
    """What was read of it may be something else than what it holds now."""
    line = "import ctypes, os\nctypes.CDLL(None).utimes(b'data.txt', None)\nopen('data.txt').read()"
    write(folder, {"data.txt": "1", "flow.py": FLOW.format(line=line)})
    known, why = serialized(folder)
    assert known == "cache: 0 of 1 modules are as they were (/cache)"
    assert why == "flow.py is not kept in the cache: data.txt was changed meanwhile"


def test_a_damaged_entry_is_none(folder: Path) -> None:
    """Whatever is wrong with it: it is written again."""
    write(folder, {"flow.py": FLOW.format(line="")})
    assert serialized(folder) == ["cache: 1 of 1 modules are as they were (/cache)"]
    (entry,) = (path for path in (folder.parent / "cache" / "entries").rglob("*") if path.is_file())
    whole = entry.read_bytes()
    middle = len(whole) // 2
    for damaged in (b"", whole[:-1], whole + b"1", whole[:middle] + b"\0\0\0" + whole[middle + 3 :], b"flytex-1"):
        entry.write_bytes(damaged)
        request = api.Modules(("flow.py",), cache=api.CacheFolder(folder.parent / "cache"))
        assert api.serialize(request).remarks[0].text.startswith("cache: 0 of 1")
        assert entry.read_bytes() != damaged
        assert api.serialize(request).remarks[0].text.startswith("cache: 1 of 1")


def test_a_folder_that_cannot_be_written_is_said(folder: Path) -> None:
    """The result is there all the same."""
    write(folder, {"flow.py": FLOW.format(line=""), "../cache": "a file"})
    known, why = serialized(folder)
    assert known == "cache: 0 of 1 modules are as they were (/cache)"
    assert why.startswith("the cache cannot be written: ")


def test_a_full_cache_loses_what_was_used_least_recently(folder: Path) -> None:
    """And holds no more than it may."""
    names = [f"flow{number}.py" for number in range(6)]
    for name in names:
        write(folder, {name: FLOW.format(line="")})
        serialized(folder, (name,))
    cache = folder.parent / "cache"
    sizes = {path: path.stat().st_size for path in cache.rglob("*") if path.parent.parent.name == "entries"}
    limit = sum(sizes.values()) - 1
    for age, path in enumerate(sorted(sizes, key=lambda each: each.stat().st_mtime_ns)):
        os.utime(path, (age, age))
    write(folder, {"new.py": FLOW.format(line="")})
    assert serialized(folder, ("new.py",), limit)[0] == "cache: 1 of 1 modules are as they were (/cache)"
    left = [path for path in sizes if path.exists()]
    assert sum(path.stat().st_size for path in cache.rglob("*") if path.parent.parent.name == "entries") <= limit
    assert 0 < len(left) < len(sizes)
    assert serialized(folder, (names[-1],))[0] == "cache: 1 of 1 modules are as they were (/cache)"


@pytest.mark.engines
def test_a_link_to_the_source_is_of_its_commit(folder: Path) -> None:
    """What git says of the repository is an input of an app."""
    app = (
        "from flyte.app import AppEnvironment\napp = AppEnvironment('api', image='ghcr.io/acme/api:1', command='serve')"
    )
    committed(folder, {"flow.py": FLOW.format(line=app)})
    git(folder, "remote", "add", "origin", "https://github.com/acme/shop.git")
    time.sleep(0.03)
    request = api.Modules(
        ("flow.py",), load=LoadRequest(message=Message.DEPLOY_REQUEST), cache=api.CacheFolder(folder.parent / "cache")
    )
    links, known = [], []
    for step in ("first", "again", "changed", "committed"):
        if step == "changed":
            write(folder, {"other.py": "# new\n"})
            git(folder, "add", "-A")
        elif step == "committed":
            git(folder, "commit", "-q", "-m", "two")
        result = api.serialize(request)
        (record,) = result.records
        links.append(record.spec.documentation.source_code.link)
        known.append(result.remarks[0].text.partition(" modules")[0])
        without = api.serialize(replace(request, cache=None))
        assert [each.spec_bytes for each in without.records] == [each.spec_bytes for each in result.records]
        assert [each.app_bytes for each in without.apps] == [each.app_bytes for each in result.apps]
    assert known == ["cache: 0 of 1", "cache: 1 of 1", "cache: 0 of 1", "cache: 0 of 1"]
    assert links[0] == links[1] != links[2]
    assert links[3] not in ("", links[0])
