"""For generated repositories and edits: what comes of modules is the same with the cache and without, always."""

from __future__ import annotations

import dataclasses
import os
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flytex_cli import api
from flytex_cli.engine.base import ContextSpec
from flytex_cli.load.protocol import LoadRequest
from tests.affected.repository import write

pytestmark = pytest.mark.engines

WAYS = {
    "read": "VALUE = int(open('data/{0}.txt').read())",
    "path": "from pathlib import Path\nVALUE = int(Path(__file__).parent.joinpath('..', 'data', '{0}.txt').read_text())",
    "exists": "import os\nVALUE = 1 + os.path.exists('data/{0}.txt')",
    "is_file": "from pathlib import Path\nVALUE = 1 + Path('data/{0}.txt').is_file()",
    "size": "import os\nVALUE = 1 + (os.path.exists('data/{0}.txt') and os.path.getsize('data/{0}.txt'))",
    "modified": "import os\nVALUE = 1 + (os.path.exists('data/{0}.txt') and int(os.stat('data/{0}.txt').st_mtime))",
    "list": "import os\nVALUE = 1 + len(os.listdir('data'))",
    "scan": "import os\nVALUE = 1 + sum(each.stat().st_size for each in os.scandir('data'))",
    "glob": "import glob\nVALUE = 1 + len(glob.glob('data/**/*.txt', recursive=True))",
    "walk": "import os\nVALUE = 1 + sum(len(files) for _, _, files in os.walk('data'))",
    "link": "import os\nVALUE = 1 + len(os.path.realpath('data/{0}.txt').rpartition('/')[2])",
    "import": "from lib.m{0} import VALUE",
    "importlib": "import importlib\nVALUE = importlib.import_module('lib.m{0}').VALUE",
    "optional": "try:\n    from lib.m{0} import VALUE\nexcept ImportError:\n    VALUE = 7",
    "own tree": "from helper{0} import VALUE",
    "found": "import importlib.util\nVALUE = 1 + (importlib.util.find_spec('extra{0}') is not None)",
    "variable": "import os\nVALUE = 1 + len(os.environ.get('SIZE_{0}', ''))",
    "variables": "import os\nVALUE = 1 + len([name for name in os.environ if name.startswith('SIZE_')])",
    "requirements": "image = flyte.Image.from_debian_base().with_requirements('requirements.txt')\nVALUE = 1",
    "printed": "VALUE = 1\nprint(open('data/{0}.txt').read())",
    "broken": "VALUE = int(open('data/{0}.txt').read()[1:])",
}
"""How a module comes to what its specs hold; {0} is the number of a file."""

MODULE = """
import flyte

image = "auto"
{way}
env = flyte.TaskEnvironment("env{number}", image=image, resources=flyte.Resources(cpu=VALUE))


@env.task
def run(x: int) -> int:
    return x
"""
NUMBERS = range(2)
BASE = {
    **{f"data/{number}.txt": "11" for number in NUMBERS},
    **{f"lib/m{number}.py": "VALUE = 1\n" for number in NUMBERS},
    **{f"deep/er/helper{number}/__init__.py": "VALUE = 1\n" for number in NUMBERS},
    "lib/__init__.py": "",
    "requirements.txt": "pandas\n",
}
EDITS: dict[str, dict[str, str | None]] = {
    "data": {"data/0.txt": "225"},
    "data again": {"data/0.txt": "335"},
    "no data": {"data/0.txt": None},
    "more data": {"data/new.txt": "1"},
    "deep data": {"data/deep/new.txt": "17"},
    "helper": {"lib/m0.py": "VALUE = 222\n"},
    "no helper": {"lib/m0.py": None},
    "package": {"lib/m0/__init__.py": "VALUE = 3333\n"},
    "nearer helper": {"flows/helper0.py": "VALUE = 44444\n"},
    "other helper": {"deep/er/helper0/__init__.py": "VALUE = 5555\n"},
    "extra": {"extra0.py": ""},
    "requirements": {"requirements.txt": "pandas==2.0\n"},
    "revert": {},
}
MORE = ("touch", "variable", "other variable", "project")

ways = st.lists(st.tuples(st.sampled_from(sorted(WAYS)), st.sampled_from(NUMBERS)), min_size=1, max_size=3)
edits = st.lists(st.sampled_from([*EDITS, *MORE]), min_size=1, max_size=4)


def outcome(project: str, cache: api.CacheFolder | None) -> Any:
    """All that comes of loading the modules, but for how long that took and what the cache has to say."""
    request = api.Modules(("flows",), load=LoadRequest(context=ContextSpec(project=project)), cache=cache)
    result = api.serialize(request)
    found = api.lint(api.LintRequest(request)).findings
    reports = tuple(dataclasses.replace(each, seconds=0) for each in result.reports)
    return dataclasses.replace(result, reports=reports, remarks=()), found


@settings(
    max_examples=int(os.environ.get("FLYTEX_EXAMPLES_OF_EDITS", "6")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(ways, edits)
def test_the_cache_changes_nothing(monkeypatch: pytest.MonkeyPatch, ways: list[Any], edits: list[str]) -> None:
    """After any edits, whatever modules take."""
    modules = {
        f"flows/m{index}.py": MODULE.format(way=WAYS[way].format(number), number=index)
        for index, (way, number) in enumerate(ways)
    }
    with tempfile.TemporaryDirectory() as made, monkeypatch.context() as patch:
        folder = Path(os.path.realpath(made)) / "project"
        cache = api.CacheFolder(folder.parent / "cache")
        write(folder, {**BASE, **modules})
        patch.chdir(folder)
        patch.setenv("PYTHONDONTWRITEBYTECODE", "1")  # Python itself takes a stale file for a new one of the same size
        project = "shop"
        for edit in ("", *edits):
            if edit == "touch":
                (folder / "data" / "1.txt").touch()
            elif edit == "variable":
                patch.setenv("SIZE_0", "123")
            elif edit == "other variable":
                patch.setenv("SIZE_OTHER", "1")
            elif edit == "project":
                project += "s"
            elif edit == "revert":
                write(folder, BASE)
            elif edit:
                write(folder, {name: text for name, text in EDITS[edit].items() if text or (folder / name).exists()})
            time.sleep(0.03)  # what was changed just now is not kept
            outcome(project, cache)
            assert outcome(project, cache) == outcome(project, None)
