"""Exceptions whose own methods are hostile: the module is named, and the others are whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.engines

GOOD = """
import flyte
env = flyte.TaskEnvironment(name="{name}")

@env.task
async def main(x: int = 1) -> int:
    return x
"""
UNSHOWABLE = "the module raises an exception while it is imported, and showing that raises another one"
ENDS = "the module ends the program while it is imported: "
CANNOT = "the module cannot be imported: "

ODD = {
    "exit without repr": (
        "class X:\n    def __repr__(self): raise KeyboardInterrupt\nraise SystemExit(X())\n",
        f":3: {ENDS}sys.exit(<X: repr raised KeyboardInterrupt>)",
    ),
    "exit with huge text": ("raise SystemExit('x' * 5_000_000)\n", f":1: {ENDS}sys.exit('xxx"),
    "text ends the process": (
        "class E(Exception):\n    def __str__(self): raise SystemExit(3)\nraise E\n",
        f":3: {CANNOT}E: (its message cannot be shown: SystemExit)",
    ),
    "text is none": (
        "class E(Exception):\n    def __str__(self): return 3\nraise E\n",
        f":3: {CANNOT}E: (its message cannot be shown: TypeError)",
    ),
    "text is huge": (
        "class E(Exception):\n    def __str__(self): return 'x\\n' * 3_000_000\nraise E\n",
        f":3: {CANNOT}E: x x x",
    ),
    "text is no plain text": (
        "class S(str):\n    def __getitem__(self, key): raise SystemExit\n"
        "class E(Exception):\n    def __str__(self): return S('evil')\nraise E\n",
        f":5: {CANNOT}E: (its message cannot be shown: SystemExit)",
    ),
    "attributes end the process": (
        "class E(Exception):\n    def __getattribute__(self, name): raise SystemExit(0)\nraise E\n",
        f": {UNSHOWABLE}",
    ),
    "class without name": (
        "class M(type):\n    @property\n    def __name__(cls): raise SystemExit(0)\n"
        "class E(BaseException, metaclass=M): ...\nraise E\n",
        f": {UNSHOWABLE}",
    ),
    "class is no class": (
        "class E(Exception):\n    __class__ = property(lambda self: 1 / 0)\nraise E\n",
        f": {UNSHOWABLE}",
    ),
    "traceback is none": ("class E(Exception):\n    __traceback__ = 5\nraise E\n", f": {UNSHOWABLE}"),
    "causes without end": (
        "error = None\nfor i in range(5000):\n    error, cause = ValueError(i), error\n    error.__cause__ = cause\n"
        "raise error\n",
        f":5: {CANNOT}ValueError: 4999",
    ),
    "cause of itself": (
        "try:\n    1 / 0\nexcept Exception as error:\n    error.__cause__ = error\n    raise\n",
        f":2: {CANNOT}ZeroDivisionError",
    ),
    "syntax error without sense": (
        "error = SyntaxError('odd')\nerror.text, error.filename, error.lineno = 5, 7, 'x'\nraise error\n",
        f": {UNSHOWABLE}",
    ),
    "impossible line": ("raise SyntaxError('m', (__file__, 10**20, -5, 'text', -1, -1))\n", ": the module wrote into"),
    "missing module without name": ("raise ModuleNotFoundError('odd', name=5)\n", f":1: {CANNOT}ModuleNotFoundError"),
    "source ends the process": (
        "class Loader:\n    def get_source(self, name): raise SystemExit(0)\n"
        "__loader__ = __spec__.loader = Loader()\n"
        "exec(compile('def f(): 1 / 0', 'nowhere.py', 'exec'))\nf()\n",
        f": {UNSHOWABLE}",
    ),
}


@pytest.mark.parametrize("case", ODD)
def test_an_exception_that_cannot_be_shown_is_said(flytex, write, case):
    """With its line where that can be known, and bounded."""
    source, expected = ODD[case]
    Path(write("bad.py", "")).write_text(source)
    for name in ("first", "second"):
        write(f"{name}.py", GOOD.format(name=name))
    result = flytex("serialize", "first.py", "bad.py", "second.py", "-f", "jsonl")
    names = [json.loads(line)["taskTemplate"]["id"]["name"] for line in result.out.splitlines()]
    assert (result.code, names) == (3, ["first.main", "second.main"])
    assert result.stderr.startswith(f"error: bad.py{expected}")
    assert len(result.stderr) < 200_000
    assert "os._exit" not in result.stderr
