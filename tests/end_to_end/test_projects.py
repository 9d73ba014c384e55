"""Projects of many shapes load, and the container's module is the file's place under the root directory."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.engines

TASK = """
import flyte
env = flyte.TaskEnvironment(name="env")

@env.task
async def main(x: int) -> int: ...
"""

LAYOUTS = {
    "script": ({"main.py": TASK}, "main.py", "main"),
    "script in a folder": ({"flows/main.py": TASK}, "flows/main.py", "flows.main"),
    "package with relative imports": (
        {
            "pkg/__init__.py": "",
            "pkg/a/__init__.py": "",
            "pkg/a/main.py": "from ..b import X\n" + TASK,
            "pkg/b.py": "X = 1\n",
        },
        "pkg/a/main.py",
        "pkg.a.main",
    ),
    "src layout": (
        {
            "pyproject.toml": "",
            "src/pkg/__init__.py": "",
            "src/pkg/main.py": "from pkg.b import X\n" + TASK,
            "src/pkg/b.py": "X = 1\n",
        },
        "src/pkg/main.py",
        "src.pkg.main",
    ),
    "namespace package from the root": (
        {"space/part/main.py": "from space.part.b import X\n" + TASK, "space/part/b.py": "X = 1\n"},
        "space/part/main.py",
        "space.part.main",
    ),
    "neighbour module": (
        {"flows/main.py": "import helper\n" + TASK, "flows/helper.py": ""},
        "flows/main.py",
        "flows.main",
    ),
    "package elsewhere in the repository": (
        {
            "apps/web/main.py": "import shared.names\n" + TASK,
            "libs/shared/src/shared/__init__.py": "",
            "libs/shared/src/shared/names.py": "",
        },
        "apps/web/main.py",
        "apps.web.main",
    ),
    "a file called as a module of Python": ({"queue.py": TASK, "json.py": ""}, "queue.py", "queue"),
    "a name that is none": ({"my-flow 2.py": TASK}, "my-flow 2.py", "my-flow 2"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_loads(flytex, write, layout):
    """With both the right imports and the right resolver arguments."""
    files, path, module = LAYOUTS[layout]
    for name, text in files.items():
        write(name, text)
    result = flytex("serialize", path, "-f", "json")
    assert result.code == 0, result.stderr
    (document,) = json.loads(result.out)
    assert document["taskTemplate"]["container"]["args"][-4:] == ["mod", module, "instance", "main"]


def test_the_nearest_package_of_a_name_wins(flytex, write):
    """Two projects of one repository each have their own."""
    for project in ("one", "two"):
        write(f"{project}/libs/shared/__init__.py", f"NAME = {project!r}\n")
        write(f"{project}/flows/main.py", "import shared\n" + TASK.replace('"env"', "shared.NAME"))
    result = flytex("serialize", "one/flows/main.py", "two/flows/main.py", "-f", "json")
    assert [document["environment"]["name"] for document in json.loads(result.out)] == ["one", "two"], result.stderr


def test_an_installed_package_is_not_replaced(flytex, write):
    """A folder of the repository that has the name of an installed package elsewhere on no path."""
    write("deep/down/yaml/__init__.py", "raise ValueError('mine')\n")
    write("main.py", "import yaml\nyaml.safe_load\n" + TASK)
    assert flytex("serialize", "main.py").code == 0


def test_init_in_a_module_keeps_the_runs_project_and_domain(flytex, write):
    """What the module's own call leaves open stays as it is on the command line."""
    write(
        "main.py",
        "import flyte\nflyte.init(project='mine')\n"
        + TASK.replace('"env"', "f'{flyte.current_project()}-{flyte.current_domain()}'"),
    )
    result = flytex("serialize", "main.py", "-p", "p", "-d", "d", "-f", "json")
    assert json.loads(result.out)[0]["environment"]["name"] == "mine-d", result.stderr
