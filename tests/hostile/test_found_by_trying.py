"""What people's modules do that no list of attacks would name: each of these once went wrong."""

from __future__ import annotations

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

ODD_GLOBALS = {
    "replaces itself": (
        "import sys, types\n"
        "class Lazy(types.ModuleType):\n"
        "    def __getattr__(self, name):\n"
        "        raise RuntimeError(name)\n",
        "lazy = Lazy(__name__)\nlazy.__file__ = __file__\nsys.modules[__name__] = lazy\n",
    ),
    "holds an object that loads when its class is asked for": (
        "class Settings:\n"
        "    @property\n"
        "    def __class__(self):\n"
        "        raise RuntimeError('not configured')\n"
        "settings = Settings()\n",
        "",
    ),
}


@pytest.mark.parametrize("case", ODD_GLOBALS)
def test_environments_are_found_whatever_else_a_module_holds(flytex, write, case):
    """Lazy modules and lazy settings objects are left in peace."""
    before, after = ODD_GLOBALS[case]
    Path(write("odd.py", "")).write_text(before + GOOD.format(name="odd") + after)
    result = flytex("serialize", "odd.py")
    assert (result.code, result.stderr, result.out.count("name: odd.main")) == (0, "", 1)


NAMELESS = {
    "is replaced by an object that is no module": (
        "import sys\nclass Slots:\n    __slots__ = ()\n",
        "sys.modules[__name__] = Slots()\n",
    ),
    "forgets its file": ("", "del __file__\n"),
}


@pytest.mark.parametrize("case", NAMELESS)
def test_a_module_that_the_resolver_cannot_name_is_said_task_by_task(flytex, write, case):
    """The container could not find the task: an error with the task's line, as a deploy would fail; no bug of ours."""
    before, after = NAMELESS[case]
    Path(write("odd.py", "")).write_text(before + GOOD.format(name="odd") + after)
    result = flytex("serialize", "odd.py")
    assert (result.code, result.stdout) == (3, b"")
    assert ": odd.main: the task cannot be translated: " in result.stderr
    assert "cannot go on" not in result.stderr


PATCHES = """
import builtins, json, os
def refuse(*args, **kwargs):
    raise RuntimeError("patched")
json.dumps = os.write = os._exit = builtins.print = builtins.repr = refuse
"""


def test_a_module_that_patches_the_standard_library_harms_itself_at_most(flytex, write):
    """Also where flytex leaves the process: a child that could not would go on as the server, and end the others."""
    Path(write("patches.py", "")).write_text(PATCHES + "raise SystemExit\n")
    Path(write("slow.py", "")).write_text("import time\ntime.sleep(1)\n" + GOOD.format(name="slow"))
    result = flytex("serialize", "slow.py", "patches.py", "-j", "2")
    assert (result.code, result.out.count("name: slow.main")) == (3, 1)
    assert result.stderr.startswith("error: patches.py:6: the module ends the program while it is imported")
    assert "slow.py" not in result.stderr


def test_a_module_may_leave_its_folder_and_remove_it(flytex, write):
    """Tasks are found and translated although there is no working directory."""
    before = "import os, tempfile\ngone = tempfile.mkdtemp()\nos.chdir(gone)\nos.rmdir(gone)\n"
    Path(write("gone.py", "")).write_text(before + GOOD.format(name="gone"))
    result = flytex("serialize", "gone.py")
    assert (result.code, result.stderr, result.out.count("name: gone.main")) == (0, "", 1)


@pytest.mark.parametrize("seconds", ["inf", "1e300"])
def test_a_timeout_may_be_beyond_what_the_system_can_wait(flytex, write, seconds):
    """It is as good as none."""
    Path(write("good.py", "")).write_text(GOOD.format(name="good"))
    result = flytex("serialize", "good.py", "--timeout", seconds)
    assert (result.code, result.stderr) == (0, "")


def test_a_patched_dataclasses_module_changes_nothing(flytex, write):
    """The worker took what it needs before."""
    Path(write("odd.py", "")).write_text("import dataclasses\ndataclasses.asdict = lambda value: {'a': 1}\n1 / 0\n")
    result = flytex("serialize", "odd.py")
    assert result.code == 3
    assert "odd.py:3: the module cannot be imported: ZeroDivisionError" in result.stderr


def test_a_patched_worker_is_said_once_in_a_whole_sentence(flytex, write):
    """What it makes flytex's own messages into is not believed."""
    patch = "from flytex_cli.load import protocol\nprotocol._plain = lambda value: {'a': 1}\n1 / 0\n"
    Path(write("odd.py", "")).write_text(patch)
    result = flytex("serialize", "odd.py")
    assert result.code == 3
    assert result.stderr == (
        "error: odd.py: the module wrote into flytex's own channel while it was loaded: not a DiagnosticReported: 'a'\n"
        "  hint: it must not write to, or close, file descriptors that it did not open\n"
    )


def test_a_callable_without_a_name_is_no_task(flytex, write):
    """It is refused where it is written, whichever engine; the stand-in says what to do."""
    write(
        "part.py",
        """
        import functools, flyte
        env = flyte.TaskEnvironment(name="part")
        def add(x: int, y: int) -> int: ...
        task = env.task(functools.partial(add, y=2))
        """,
    )
    result = flytex("serialize", "part.py", "--engine", "standin")
    assert (result.code, result.stdout) == (3, b"")
    assert result.stderr.startswith("error: part.py:4: the module cannot be imported: TypeError: environment 'part': ")
    assert "has no name to call a task by" in result.stderr


def test_a_task_is_written_where_its_function_is_not_where_its_decorators_are(flytex, write):
    """Also with a decorator that makes its wrapper of text, whose file name holds a memory address (beartype does)."""
    write(
        "helpers.py",
        """
        import functools
        def kept(func):
            @functools.wraps(func)
            def wrapper(*args, **kwargs): ...
            return wrapper
        def made(func):
            space = {}
            exec(compile("def wrapper(x: int) -> int: ...", f"<made at {hex(id(space))}>", "exec"), space)
            return functools.wraps(func)(space["wrapper"])
        """,
    )
    write(
        "flow.py",
        """
        import flyte
        from helpers import kept, made
        env = flyte.TaskEnvironment(name="flow")

        @env.task
        @kept
        @kept
        def one(x: int) -> int: ...

        @env.task
        @made
        def two(x: int) -> int: ...
        """,
    )
    result = flytex("serialize", "flow.py")
    assert (result.code, result.stderr) == (0, "")
    comments = [line for line in result.out.splitlines() if line.startswith("# ")]
    assert comments == [
        "# flow.one", "# def one(x: int) -> int", "# flow.py", "# flow.two", "# def two(x: int) -> int", "# flow.py"
    ]  # fmt: skip
