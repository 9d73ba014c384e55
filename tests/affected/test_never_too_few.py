"""For generated repositories and changes: every task whose spec differs is affected."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flytex_cli import api
from tests.affected.repository import committed, write

WAYS = {
    "read": "VALUE = int(open('data/{0}.txt').read())",
    "path": "from pathlib import Path\nVALUE = int(Path(__file__).parent.joinpath('..', 'data', '{0}.txt').read_text())",
    "exists": "import os\nVALUE = 1 + os.path.exists('data/{0}.txt')",
    "is_file": "from pathlib import Path\nVALUE = 1 + Path('data/{0}.txt').is_file()",
    "list": "import os\nVALUE = 1 + len(os.listdir('data'))",
    "glob": "import glob\nVALUE = 1 + len(glob.glob('data/**/*.txt', recursive=True))",
    "walk": "import os\nVALUE = 1 + sum(len(files) for _, _, files in os.walk('data'))",
    "import": "from lib.m{0} import VALUE",
    "attribute": "import lib.m{0}\nVALUE = lib.m{0}.VALUE",
    "importlib": "import importlib\nVALUE = importlib.import_module('lib.m{0}').VALUE",
    "optional": "try:\n    from lib.m{0} import VALUE\nexcept ImportError:\n    VALUE = 7",
    "found": "import importlib.util\nVALUE = 1 + (importlib.util.find_spec('extra{0}') is not None)",
}
"""How a module comes to a number that its spec holds; {0} is the number of a file."""

MODULE = """
import flyte

{way}
env = flyte.TaskEnvironment("env{number}", resources=flyte.Resources(cpu=VALUE))

@env.task
def run(x: int) -> int:
    return x
"""
NUMBERS = range(3)
FILES = [f"{folder}{number}.{ending}" for number in NUMBERS for folder, ending in (("data/", "txt"), ("lib/m", "py"))]
OTHERS = [f"data/new{number}.txt" for number in NUMBERS] + ["data/deep/new.txt", "extra0.py", "extra1/__init__.py"]


def content(name: str, value: int) -> str:
    """Return a file that holds a number."""
    return f"{value}" if name.endswith(".txt") else f"VALUE = {value}\n"


ways = st.lists(st.tuples(st.sampled_from(sorted(WAYS)), st.sampled_from(NUMBERS)), min_size=2, max_size=4)
changes = st.dictionaries(st.sampled_from([*FILES, *OTHERS]), st.sampled_from([None, 20, 300]), min_size=1, max_size=2)


def specs() -> dict[str, bytes]:
    """Return the specs of all tasks that load."""
    result = api.serialize(api.Modules(("flows",), needs_tasks=False))
    return {record.name: record.spec_bytes for record in result.records}


@pytest.mark.engines
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(ways, changes)
def test_a_task_whose_spec_differs_is_affected(
    monkeypatch: pytest.MonkeyPatch, ways: list[tuple[str, int]], changes: dict[str, int | None]
) -> None:
    """Whatever a module reads, lists, imports or looks for."""
    modules = {
        f"flows/m{index}.py": MODULE.format(way=WAYS[way].format(number), number=index)
        for index, (way, number) in enumerate(ways)
    }
    base = {name: content(name, 1) for name in FILES} | {"lib/__init__.py": ""}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(os.path.realpath(made))
        committed(folder, {**base, **modules})
        with monkeypatch.context() as patch:
            patch.chdir(folder)
            before = specs()
            done = {
                name: None if value is None else content(name, value)
                for name, value in changes.items()
                if value is not None or name in base
            }
            write(folder, done)
            after = specs()
            found = api.affected(api.Modules(("flows",))).affected
    lost = {f"flows/{each.file.rpartition('/')[2]}" for each in found.unloaded}
    for name in {*before, *after}:
        if before.get(name) != after.get(name):
            module = f"flows/m{name.removeprefix('env').partition('.')[0]}.py"
            assert name in found.tasks or module in lost
