"""`flytex lint --stub-imports`: nothing that only a stub may have caused is an error."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.engines

HEAD = "import flyte\n\nenv = flyte.TaskEnvironment('t')\n\n"
LINTED = """
import flyte
import nopkg

env = flyte.TaskEnvironment("a")
big = flyte.TaskEnvironment("big", resources=flyte.Resources(memory=f"{nopkg.MEM}Gi"), queue=f"{nopkg.q}")
gpu = flyte.TaskEnvironment("gpu", resources=flyte.Resources(memory="1" if nopkg.debug else "1Gi", cpu="x"))

@env.task
async def f(angle: float = nopkg.pi) -> float:
    return angle

@big.task
async def g(x: int) -> int:
    return x

@gpu.task
async def h(x: int) -> int:
    return x

@env.task
async def wrong(x: int = "ten") -> int:
    return x
"""


def test_no_rule_calls_a_stubs_value_an_error(flytex, write):
    """A warning says that it comes from a stub; what no stub has to do with is an error as ever."""
    write("m.py", LINTED)
    result = flytex("lint", "m.py", "--stub-imports", "-f", "json")
    found = json.loads(result.out)["findings"]
    errors = [(each["code"], each["task"]) for each in found if each["severity"] == "error"]
    assert (result.code, errors) == (1, [("TYP004", "a.wrong")])
    said = {each["code"]: each["message"] for each in found if each["severity"] == "warning"}
    assert (
        "'nopkg' and cannot be judged: nopkg.MEM" in said["RES001"] or "'nopkg' may have decided it" in said["RES001"]
    )
    assert said["TYP004"] == "the default of input 'angle' is a value of the stubbed package 'nopkg': nopkg.pi"


@pytest.mark.parametrize("lines", ['exec("q = 1 if nopkg.x else 2")'])
def test_a_module_that_a_stub_decides_is_a_warning_of_lint(flytex, write, lines):
    """It could be loaded; whether it is right cannot be said."""
    write("m.py", f"import nopkg\n{HEAD}{lines}\n@env.task\nasync def f(x: int) -> int: ...\n")
    result = flytex("lint", "m.py", "--stub-imports", "--ignore", "IMG009", "-f", "json")
    found = [(each["code"], each["severity"]) for each in json.loads(result.out)["findings"]]
    assert (result.code, found) == (0, [("LOD001", "warning")])
