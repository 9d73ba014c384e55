"""What a person reads where Python's own words, or Flyte's, do not say what is wrong and what to write."""

from __future__ import annotations

import json
import sys

import pytest

pytestmark = pytest.mark.engines

HEAD = "import flyte\nfrom typing import Literal\n\nenv = flyte.TaskEnvironment('t')\n\n"
CHECKED = """
from __future__ import annotations
from typing import TYPE_CHECKING
from dataclasses import dataclass
import flyte

if TYPE_CHECKING:
    from models import Ticket

env = flyte.TaskEnvironment("t")
"""

TOLD = {
    "a type for type checkers": (
        CHECKED + "\n@env.task\nasync def f(x: int, t: list[Ticket]) -> int: ...\n",
        "parameter 't' of f has the type Ticket, which is imported for type checkers only",
        "import Ticket outside of `if TYPE_CHECKING:`",
    ),
    "a result for type checkers": (
        CHECKED + "\n@env.task\nasync def f(x: int) -> Ticket | None: ...\n",
        "the result of f has the type Ticket, which is imported for type checkers only",
        "import Ticket outside of `if TYPE_CHECKING:`",
    ),
    "an empty literal": (
        HEAD + "@env.task\nasync def f(a: int, suffix: Literal['', '-gpu'] = '') -> None: ...\n",
        "parameter 'suffix' of f takes Literal['', '-gpu'], and an empty text cannot be one of its values",
        "write a word, such as 'none'",
    ),
    "an empty literal with a name": (
        HEAD + "S = Literal['a', '']\n\n@env.task\nasync def f(x: int) -> S: ...\n",
        "the result of f takes Literal['a', ''], and an empty text cannot be one of its values",
        "write a word, such as 'none'",
    ),
    "the domain": (
        "import flyte\nmemory = '4Gi' if flyte.current_domain() == 'production' else '1Gi'\n",
        "the module asks for the domain while it is imported, and none is given",
        "give --domain (-d), or set domain in [tool.flytex]",
    ),
    "a trigger's variable": (
        HEAD + "@env.task(triggers=flyte.Trigger('n', flyte.Cron('0 5 * * *'), env_vars={'B': 'b', 'A': 1}))\n"
        "async def f() -> None: ...\n",
        "triggers.n: trigger 'n': env_vars['A'] is 1, not text",
        'write "1"',
    ),
    "a trigger's label": (
        HEAD + "@env.task(triggers=flyte.Trigger('n', flyte.Cron('0 5 * * *'), labels={'A': None}))\n"
        "async def f() -> None: ...\n",
        "triggers.n: trigger 'n': labels['A'] is None, not text",
        "write text",
    ),
    "a default that no literal has": (
        HEAD + "@env.task\nasync def f(a: Literal['a', 'b'] = 'c') -> None: ...\n",
        "the default 'c' of input 'a' is not of type Literal['a', 'b']",
        "give 'a' a default of its type",
    ),
}


@pytest.mark.parametrize("case", TOLD)
def test_a_message_names_the_place_and_what_to_write(flytex, write, case):
    """Also where the exception names neither: no word of what Flyte makes of it."""
    text, said, hint = TOLD[case]
    write("m.py", text)
    result = flytex("serialize", "m.py")
    assert result.code == 3
    assert said in result.stderr
    assert f"  hint: {hint}" in result.stderr
    assert "LiteralEnum" not in result.stderr


@pytest.mark.parametrize(
    "lines",
    [
        "flyte.Trigger.hourly('a', 'b', name='c')",
        "import flyte.models\nflyte.models.Nope",
        "from flyte.models import Nope",
        "flyte.Trigger()",
    ],
)
def test_no_message_names_what_is_inside_flytex(flytex, write, lines):
    """The stand-in's modules and functions go by Flyte's names."""
    write("m.py", HEAD + lines + "\n")
    result = flytex("serialize", "m.py")
    assert result.code == 3
    assert "flytex_cli" not in result.stderr
    assert "<locals>" not in result.stderr


STUBBED = {
    "length": ("len(nopkg.items)", "nopkg is a stub here (--stub-imports): it has no length"),
    "index": ("[1, 2][nopkg.size]", "nopkg is a stub here (--stub-imports): TypeError: list indices must be integers"),
    "range": ("range(nopkg.count())", "nopkg is a stub here (--stub-imports): TypeError: 'count' object cannot be"),
    "join": ("','.join(['a', nopkg.x])", "nopkg is a stub here (--stub-imports): TypeError: sequence item 1"),
    "dunder": ("nopkg.x.__all__", "nopkg is a stub here (--stub-imports): it has no __all__"),
    "module": ("nopkg.__all__", "nopkg is a stub here (--stub-imports): it has no __all__"),
    "variables": ("flyte.TaskEnvironment('e', env_vars=nopkg.v)", "nopkg is a stub here (--stub-imports): TypeError:"),
    "secrets": ("flyte.TaskEnvironment('e', secrets=nopkg.v)", "nopkg is a stub here (--stub-imports): TypeError:"),
}


@pytest.mark.parametrize("case", STUBBED)
def test_what_a_stub_cannot_do_is_said_of_the_package(flytex, write, case):
    """Not of our classes."""
    lines, said = STUBBED[case]
    write("m.py", f"import nopkg\n{HEAD}{lines}\n")
    result = flytex("serialize", "m.py", "--stub-imports")
    assert result.code == 3
    assert f"the module cannot be imported: {said}" in result.stderr
    assert "  hint: install 'nopkg' beside flytex" in result.stderr
    assert "_Stub" not in result.stderr
    assert "flytex_cli" not in result.stderr


def test_an_exception_of_the_users_own_is_not_blamed_on_a_stub(flytex, write):
    """A `raise` says what it says, whatever its message is made of."""
    write("m.py", f"import nopkg\n{HEAD}raise ValueError(nopkg and 'no')\n")
    assert "cannot be imported: ValueError: no\n" in flytex("serialize", "m.py", "--stub-imports").stderr


SHADOWS = {
    "torch": ("import torch\ntorch.Tensor\n", "torch.py is imported in place of the library 'torch': rename torch.py"),
    "numpy": ("from numpy import array\n", "numpy.py is imported in place of the library 'numpy': rename numpy.py"),
    "pandas": ("import pandas.api\n", "pandas.py is imported in place of the library 'pandas': rename pandas.py"),
}


@pytest.mark.parametrize("name", SHADOWS)
def test_a_file_that_takes_a_librarys_place(flytex, write, name):
    """Beside the module, where the library is not installed."""
    lines, hint = SHADOWS[name]
    write(f"{name}.py", "X = 1\n")
    write("m.py", HEAD + lines)
    result = flytex("serialize", "m.py")
    assert result.code == 3
    assert f"  hint: {hint}\n" in result.stderr


@pytest.mark.parametrize("name", ["flyte", "torch"])
def test_a_module_that_has_the_name_of_what_it_imports(flytex, write, name):
    """It finds itself."""
    write(f"{name}.py", f"import {name}\n{name}.Nope\n")
    result = flytex("serialize", f"{name}.py")
    assert result.code == 3
    assert f"  hint: {name}.py is imported in place of the library {name!r}: rename {name}.py\n" in result.stderr


@pytest.mark.parametrize("lines", ["import flyte.nope", "flyte.nope", "from flyte import nope"])
def test_flyte_itself_takes_nothings_place(flytex, write, lines):
    """Whichever engine it is of."""
    write("m.py", HEAD + lines + "\n")
    assert "in place of" not in flytex("serialize", "m.py").stderr


def test_a_module_of_the_users_own_that_lacks_a_name(flytex, write):
    """It takes nothing's place."""
    write("helpers.py", "X = 1\n")
    write("m.py", HEAD + "import helpers\nhelpers.y\n")
    assert "in place of" not in flytex("serialize", "m.py").stderr


@pytest.mark.parametrize(("name", "command"), [("random", "lint"), ("yaml", "serialize"), ("flyte", "lint")])
def test_a_file_on_pythonpath_that_takes_the_place_of_what_flytex_needs(fresh_flytex, write, name, command):
    """No bug of flytex, but a file to rename."""
    write(f"{name}.py", "X = 1\n")
    write("m.py", f"{HEAD}@env.task\ndef fit(x: int) -> int:\n    return x\n")
    result = fresh_flytex(command, "m.py", PYTHONPATH=".")
    if name == "flyte" and result.code == 0:
        pytest.skip("the stand-in is named flyte before any file is")
    assert result.code == 2, result.stderr
    assert f"{name}.py is imported in place of" in result.stderr
    assert f"  hint: rename {name}.py\n" in result.stderr
    assert "this is a bug in flytex" not in result.stderr


ALIAS = """
import flyte
from typing_extensions import TypeAliasType

Rows = TypeAliasType("Rows", list[dict[str, int]])
env = flyte.TaskEnvironment("t")

@env.task
async def f(rows: Rows) -> int:
    return len(rows)
"""


def test_a_type_alias_that_flyte_does_not_see_through(flytex, write):
    """The fix is the alias as a plain assignment."""
    write("m.py", ALIAS)
    result = flytex("lint", "m.py", "-f", "json")
    (finding,) = json.loads(result.out)["findings"]
    assert finding["message"].startswith("input rows is pickled: Flyte does not see through the alias Rows")
    assert finding["fix"] == "write a plain assignment: Rows = list[dict[str, int]]"


@pytest.mark.skipif(sys.version_info < (3, 12), reason="the `type` statement")
def test_a_type_statement(flytex, write):
    """As the alias."""
    lines = 'Rows = TypeAliasType("Rows", list[dict[str, int]])'
    write("m.py", ALIAS.replace(lines, "type Rows = list[dict[str, int]]"))
    (finding,) = json.loads(flytex("lint", "m.py", "-f", "json").out)["findings"]
    assert finding["fix"] == "write a plain assignment: Rows = list[dict[str, int]]"
