"""`--stub-imports`: a module loads without its third-party packages, and nothing of a stub is guessed into a spec."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.engines

LOADS = {
    "attributes": "import nopkg\nX = nopkg.a.b(1)[2] + 3\n",
    "from": "from nopkg.sub import Thing, other\nThing().run(other)\n",
    "dotted": "import nopkg.a.b as b\nimport nopkg.c.d\nnopkg.c.d.call(b)\n",
    "subclass": "from nopkg import Base\nclass Child(Base, option=1):\n    def __init__(self):\n        super().__init__(1)\nChild()\n",
    "decorator": "import nopkg\n@nopkg.wraps\ndef f(): return 1\n@nopkg.route('/', methods=['GET'])\ndef g(): return 2\nassert f() + g() == 3\n",
    "context": "import nopkg\nwith nopkg.session() as s:\n    s.run()\n",
    "isinstance": "import nopkg\nassert not isinstance(1, nopkg.Type)\nassert isinstance(nopkg.Type(), nopkg.Type)\n",
    "generics": "import nopkg\ndef f(x: nopkg.Box[int] | None) -> list[nopkg.Box]: ...\n",
    "iteration": "import nopkg\nassert list(nopkg.items()) == [] and len(nopkg.items()) == 0\n",
    "comparison": "import nopkg\nNEW = nopkg.version_info >= (2, 0)\nassert nopkg.__version__\n",
    "importlib": "import importlib\nimportlib.import_module('nopkg.sub').call()\n",
    "unpacking": "import nopkg\na, b = nopkg.columns(2)\n(c, (d, e)), f = nopkg.many\nb.write(e)\n",
    "star": "from nopkg import *\n",
}


@pytest.mark.parametrize("use", LOADS)
def test_a_stub_takes_whatever_a_module_does_at_import(flytex, write, use):
    """The task of the module is there, and the stubbed package is said once."""
    write("uses.py", LOADS[use] + TASK)
    result = flytex("serialize", "uses.py", "--stub-imports")
    assert (result.code, result.out.count("taskTemplate:")) == (0, 1), result.stderr
    assert result.stderr == "not installed, stubbed: nopkg\n"


TASK = """
import flyte
env = flyte.TaskEnvironment(name="uses")

@env.task
async def main(x: int) -> int: ...
"""


def test_without_it_the_message_offers_it(flytex, write):
    """A missing package names the flag."""
    write("uses.py", "import nopkg\n" + TASK)
    result = flytex("serialize", "uses.py")
    assert result.code == 3
    assert "no module named 'nopkg'" in result.stderr
    assert "--stub-imports" in result.stderr


def test_only_the_packages_named(flytex, write):
    """--stub, or a list in pyproject.toml."""
    write("uses.py", "import nopkg, nother\n" + TASK)
    assert "no module named 'nother'" in flytex("serialize", "uses.py", "--stub", "nopkg").stderr
    assert flytex("serialize", "uses.py", "--stub", "nopkg", "--stub", "nother").code == 0
    write("pyproject.toml", "[tool.flytex]\nstub-imports = ['nopkg', 'nother']\n")
    assert flytex("serialize", "uses.py").code == 0


def test_types_flyte_knows_by_name_are_translated_and_others_reported(flytex, write):
    """A table keeps its type; a type nobody can know is an error that names input, type and package."""
    write(
        "tables.py",
        """
        import flyte, nopkg, pandas
        from dataclasses import dataclass
        env = flyte.TaskEnvironment(name="tables")

        @dataclass
        class Holder:
            frame: nopkg.Frame

        @env.task
        async def known(table: pandas.DataFrame, maybe: pandas.DataFrame | None = None) -> list[pandas.DataFrame]: ...

        @env.task
        async def unknown(frame: nopkg.geo.Frame) -> int: ...

        @env.task
        async def inside(holder: Holder) -> int: ...
        """,
    )
    result = flytex("serialize", "tables.py", "--stub-imports", "-f", "json")
    assert result.code == 3
    (document,) = json.loads(result.out)
    assert document["taskTemplate"]["id"]["name"] == "tables.known"
    inputs = {entry["key"]: entry["value"] for entry in document["taskTemplate"]["interface"]["inputs"]["variables"]}
    assert "structuredDatasetType" in inputs["table"]["type"]
    assert (
        "tables.unknown: interface.inputs.frame: input 'frame' has type nopkg.geo.Frame of the stubbed package 'nopkg'"
        in result.stderr
    )
    assert "tables.inside: interface.inputs.holder" in result.stderr


@pytest.mark.parametrize(
    "leak",
    [
        "name='x', env_vars={'V': f'{nopkg.version}'}",
        "name='x', image=f'img:{nopkg.tag()}'",
        "name='x', env_vars={'V': str(nopkg.v)}",
    ],
)
def test_a_stub_value_that_reaches_a_spec_is_an_error_naming_it(flytex, write, leak):
    """In a variable or an image: an error, not a guess."""
    write("leaks.py", "import nopkg\n" + TASK.replace('name="uses"', leak))
    result = flytex("serialize", "leaks.py", "--stub-imports")
    assert (result.code, result.stdout) == (3, b"")
    assert "leaks.py:6: x.main: a value of the stubbed package 'nopkg' reached the spec: nopkg." in result.stderr


def test_a_stub_never_wins(flytex, write):
    """Over a module of the user's own tree, an installed package, or a module an installed package lacks."""
    write("nopkg/__init__.py", "MINE = 'mine'\n")
    write("own.py", "import nopkg\nassert nopkg.MINE == 'mine'\n" + TASK)
    assert flytex("serialize", "own.py", "--stub-imports").stderr == ""
    write("lacks.py", "import yaml.no_such_part\n" + TASK)
    assert "no module named 'yaml.no_such_part'" in flytex("serialize", "lacks.py", "--stub-imports").stderr


def test_a_plugin_is_never_stubbed(flytex, write):
    """Its configuration class is looked up by type: the message says how to install it alone."""
    write("plugged.py", "from flyteplugins.nothing import Config\n" + TASK)
    result = flytex("serialize", "plugged.py", "--stub-imports")
    assert result.code == 3
    assert "pip install --no-deps" in result.stderr


ASKS = """
import importlib.util
from flyte.extend import lazy_module
lazy = lazy_module("nopkg.sub")
lazy.Thing()
__import__("nopkg.other").other.call()
try:
    found = importlib.util.find_spec("nother.sub")
except ModuleNotFoundError:
    found = None
assert found is None
"""


def test_a_package_that_code_asks_for_by_function(flytex, write):
    """`__import__`, `importlib.util.find_spec` and Flyte's `lazy_module`: the last gives a stub to plugins and users."""
    write(
        "asks.py",
        ASKS + TASK,
    )
    result = flytex("serialize", "asks.py", "--stub-imports")
    assert (result.code, result.stderr) == (0, "not installed, stubbed: nopkg\n")


MODEL = """
import flyte, nopkg
from pydantic import BaseModel
env = flyte.TaskEnvironment(name="models")

class Place(BaseModel):
    shape: nopkg.Shape
    name: str = "here"

@env.task
async def go(place: Place) -> int: ...
"""


def test_a_pydantic_model_with_a_field_of_a_stub_is_reported(flytex, write):
    """The module loads; the schema, which the real package would decide, is not guessed."""
    write("models.py", MODEL)
    result = flytex("serialize", "models.py", "--stub-imports")
    assert result.code == 3
    assert "input 'place' has type nopkg.Shape of the stubbed package 'nopkg'" in result.stderr


SCRIPTS = """
from nopkg import App, helper
app = App(title="x")
assert isinstance(app, App) and helper.make(1)
"""


def test_a_folder_of_scripts_that_has_a_librarys_name(flytex, write):
    """Python takes it for a package; what is not in it is the library's."""
    write("nopkg/script.py", "")
    write("uses.py", SCRIPTS + TASK)
    assert flytex("serialize", "uses.py", "--stub-imports").code == 0


def test_another_package_of_a_librarys_name_far_away(flytex, write):
    """It was a guess: where it lacks what is imported, the library is stubbed; where it does not, it is used."""
    write("apps/one/nopkg/__init__.py", "VALUE = 1\n")
    write("flows/uses.py", "from nopkg import Client\nimport nopkg.sub\nClient()\n" + TASK)
    write("flows/finds.py", "from nopkg import VALUE\nassert VALUE == 1\n" + TASK.replace("uses", "finds"))
    result = flytex("serialize", "flows", "--stub-imports")
    assert (result.code, result.out.count("taskTemplate:")) == (0, 2), result.stderr


def test_a_module_above_the_modules_folder(flytex, write):
    """A tutorial that is run from a folder above; nearest first."""
    write("tutorials/common.py", "SIZE = 2\n")
    write("tutorials/first/common.py", "SIZE = 1\n")
    write("tutorials/first/steps/uses.py", "import common\nassert common.SIZE == 1\n" + TASK)
    write("tutorials/other/steps/finds.py", "import common\nassert common.SIZE == 2\n" + TASK.replace("uses", "finds"))
    result = flytex("serialize", ".")
    assert (result.code, result.out.count("taskTemplate:")) == (0, 2), result.stderr
