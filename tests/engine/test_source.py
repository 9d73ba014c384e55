"""Where things are written: who made an object, and a function as its source has it."""

from __future__ import annotations

import functools
import importlib.util
import json
import sys
from types import ModuleType

import pytest

from flytex_cli.engine.source import CreationSites, definition, is_library, located
from flytex_cli.records import Parameter, SourceLocation


def loaded(file) -> ModuleType:
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("written", "signature"),
    [
        ("def f(): ...", "def f()"),
        ("async def f(x: int=1, y='a') -> list[int]: ...", "async def f(x: int = 1, y='a') -> list[int]"),
        ("def f(a, /, b, *, c: int=2, **more): ...", "def f(a, /, b, *, c: int = 2, **more)"),
        ("def f(\n    a,\n    *rest,  # a comment\n    b=3,\n): ...", "def f(a, *rest, b=3)"),
    ],
)
def test_a_signature_is_one_line(write, written, signature):
    found = definition(loaded(write("written.py", written + "\n")).f)
    assert found is not None
    assert found.signature == signature


def test_inputs_are_as_written(write):
    """Names and defaults as text, not their values; decorators do not hide the function."""
    text = (
        "import functools\nLIMIT = 5\ndef deco(g):\n    @functools.wraps(g)\n    def run(*a): return g(*a)\n    return run\n"
        "@deco\n\ndef f(x: 'int' = LIMIT, *, y: float) -> None: ...\n"
    )
    found = definition(loaded(write("decorated.py", text)).f)
    assert found is not None
    assert (found.inputs, found.returns) == ((Parameter("x", "'int'", "LIMIT"), Parameter("y", "float", None)), "None")


def test_what_has_no_source_has_no_definition():
    namespace: dict = {}
    exec("def made(): ...", namespace)
    assert [definition(each) for each in (len, namespace["made"], functools.partial(len))] == [None, None, None]


def test_an_object_is_made_where_the_user_says_so(write, tmp_path):
    """Not in the package's own helpers, nor in Python's library."""

    class Environment:
        pass

    package = write("package/helpers.py", "def make(cls): return cls()\n")
    user = write("user.py", "import helpers\n\ndef build(cls):\n    return list(map(helpers.make, [cls]))[0]\n")
    sites = CreationSites(str(package.parent))
    sites.watch(Environment)
    sys.modules["helpers"] = loaded(package)
    try:
        made = loaded(user).build(Environment)
    finally:
        del sys.modules["helpers"]
    assert (sites.place(made), sites.made(Environment), sites.place(object())) == ((str(user), 4), [made], None)


def test_libraries_are_told_from_users_code():
    assert [is_library(file) for file in (json.__file__, "<string>", "/v/site-packages/x.py", "/repo/a.py")] == [
        True, True, True, False,
    ]  # fmt: skip


def test_a_place_is_relative_to_the_root():
    assert located("/repo/flows/a.py", 3, "/repo/") == SourceLocation("flows/a.py", 3)
    assert located("/workshop/a.py", 3, "/repo") == SourceLocation("/workshop/a.py", 3)
