"""What `flytex bundle` warns of: what is missed, and what should not be shipped."""

from __future__ import annotations

import json
import textwrap

import pytest

pytestmark = pytest.mark.engines

FLOW = """
    import flyte
    {}
    env = flyte.TaskEnvironment("e")

    @env.task
    def main() -> int:
        {}
        return 1
    """


def hints(run):
    return [line.strip().removeprefix("hint: ") for line in run.stderr.splitlines() if line.startswith("  hint: ")]


def warnings(run):
    assert run.code == 0
    return [line.removeprefix("warning: ") for line in run.stderr.splitlines() if line.startswith("warning: ")]


def test_an_import_in_a_function_is_missed(flytex, write):
    """Also what that imports in turn; with ruff both are shipped."""
    write("flow.py", FLOW.format("", "import late"))
    write("late.py", "def f():\n    import later\n")
    write("later.py", "")
    run = flytex("bundle", "flow.py", "--no-ruff")
    assert (run.code, warnings(run)) == (
        0,
        ["flow.py:7: late.py is imported only when this runs, and is not shipped, nor is what it imports: later.py"],
    )
    assert hints(run) == [
        'import it at the top of the module, add "late.py", "later.py" to include= of environment \'e\' (flow.py:3) '
        "or deploy with ruff on PATH"
    ]
    assert warnings(flytex("bundle", "flow.py", "--ruff")) == []
    assert warnings(flytex("bundle", "flow.py", "--copy-style", "all")) == []


def test_an_import_by_a_name_that_is_written_there(flytex, write):
    """No ruff finds it, nor a relative import in a package without `__init__.py`."""
    write(
        "pkg/flow.py", FLOW.format("from importlib import import_module", 'import_module("late"); from . import near')
    )
    for name in ("late.py", "pkg/near.py"):
        write(name, "")
    run = flytex("bundle", "pkg", "--ruff")
    assert warnings(run) == [
        "pkg/flow.py:7: late.py is imported only when this runs, and is not shipped",
    ]
    assert hints(run) == [
        "import it at the top of the module or add \"../late.py\" to include= of environment 'e' (pkg/flow.py:3)"
    ]


def test_an_import_that_no_task_needs(flytex, write):
    """For type checkers, for a script, where it may fail, of Python's own."""
    write(
        "flow.py",
        """
        import typing
        import flyte

        env = flyte.TaskEnvironment("e")

        if typing.TYPE_CHECKING:
            import late

        @env.task
        def main() -> int:
            try:
                import late
            except ImportError:
                late = None
            import colorsys
            return 1

        def start():
            import late

        if __name__ == "__main__":
            start()
        """,
    )
    for name in ("late.py", "colorsys.py"):
        write(name, "")
    assert warnings(flytex("bundle", "flow.py", "--no-ruff")) == []


READS = """
    import importlib.resources
    import os
    from pathlib import Path

    import flyte
    from conf import settings
    from conf.settings import BASE

    env = flyte.TaskEnvironment("e")
    HERE = Path(__file__).resolve().parent
    NAME = "b.txt"

    @env.task
    def main() -> int:
        {}
        return 1
    """


@pytest.mark.parametrize(
    "read",
    [
        'open("data/b.txt")',
        'open(file="data/b.txt", mode="rb")',
        '(HERE / "data" / NAME).read_text()',
        'HERE.joinpath("data", f"{NAME}").open()',
        'open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", NAME))',
        'path = "data/" + NAME; open(path)',
        "(BASE / NAME).read_bytes()",
        "Path(settings.BASE, NAME).read_bytes()",
        'importlib.resources.files("conf").joinpath("..", "data", NAME).read_text()',
        'import gzip; gzip.open("data/b.txt")',
        'import pandas as pd; pd.read_csv("data/b.txt")',
        'import yaml; yaml.safe_load(open("data/b.txt"))',
    ],
)
def test_a_file_that_is_read_is_missed(flytex, write, read):
    write("flow.py", READS.format(read))
    write("data/b.txt", "")
    write("conf/__init__.py", "")
    write("conf/settings.py", "from pathlib import Path\nBASE = Path(__file__).parents[1] / 'data'\n")
    run = flytex("bundle", "flow.py", "--ruff")
    assert warnings(run) == ["flow.py:15: data/b.txt is read here, and is not shipped"]
    assert hints(run) == ["add \"data/b.txt\" to include= of environment 'e' (flow.py:9)"]


@pytest.mark.parametrize(
    "read",
    [
        'open("data/none.txt")',
        'open("data/b.txt", "w")',
        'open("data/b.txt", MODE)',
        'open("data/b.txt", "a+").close(); open("data/b.txt")',
        'if os.path.exists("data/b.txt"): open("data/b.txt")',
        'open(os.environ["DATA"])',
        'open("/etc/hostname")',
        'open("../outside.txt")',
        'open("s3://data/b.txt")',
        'path = "data/b.txt"; path = "other"; open(path)',
    ],
)
def test_a_file_that_is_not_there_or_need_not_be(flytex, write, tmp_path, read):
    write("root/flow.py", READS.format(read))
    for name in ("root/data/b.txt", "root/conf/__init__.py", "root/conf/settings.py", "outside.txt"):
        write(name, "BASE = MODE = ''\n" if name.endswith("settings.py") else "")
    run = flytex("bundle", "flow.py", cwd=tmp_path / "root")
    assert (run.code, warnings(run)) == (0, [])


def test_a_script_beside_the_modules(flytex, write):
    """No task imports it."""
    write("src/flow.py", FLOW.format("", "pass"))
    write("src/chart.py", "from pathlib import Path\nPath(__file__).with_name('a.csv')\nopen('src/a.csv')\n")
    write("src/a.csv", "")
    assert warnings(flytex("bundle", "src")) == []
    write("src/flow.py", FLOW.format("from src import chart", "pass"))
    assert warnings(flytex("bundle", "src")) == ["src/chart.py:3: src/a.csv is read here, and is not shipped"]


def test_a_file_that_is_read_and_shipped(flytex, write):
    """By all, also where the file says so itself, by include, by the image."""
    flow = """
        from pathlib import Path
        import flyte

        env = flyte.TaskEnvironment("e"{})

        @env.task
        def main() -> int:
            open("data/b.txt")
            return 1
        """
    write("data/b.txt", "")
    write("flow.py", flow.format(""))
    assert len(warnings(flytex("bundle", "flow.py"))) == 1
    assert warnings(flytex("bundle", "flow.py", "--copy-style", "all")) == []
    write(
        "flow.py",
        textwrap.dedent(flow.format("")) + "\ndef start():\n    flyte.with_runcontext(copy_style='all').run(main)\n",
    )
    assert warnings(flytex("bundle", "flow.py")) == []
    write("flow.py", flow.format(', include=["data"]'))
    assert warnings(flytex("bundle", "flow.py")) == []
    write("flow.py", flow.format(', image=flyte.Image.from_debian_base(name="i").with_source_folder(Path("data"))'))
    assert warnings(flytex("bundle", "flow.py")) == []


def test_a_loaded_module_that_all_leaves_out(flytex, write):
    """Top-level `env/` and `build/` are packages for some."""
    write("flow.py", FLOW.format("import env.settings, sub.build.x", "pass"))
    for name in ("env/__init__.py", "env/settings.py", "sub/build/x.py"):
        write(name, "")
    run = flytex("bundle", "flow.py", "--copy-style", "all")
    assert warnings(run) == [
        f"flow.py:2: env/{name}.py was loaded, and env leaves it out" for name in ("__init__", "settings")
    ]


def test_what_should_not_be_shipped(flytex, write, tmp_path):
    """By its name, by its content, by where it leads, by its size; examples and public keys are let be."""
    files = {
        "flow.py": FLOW.format("", "pass").replace("\n    ", "\n"),
        ".env.production": "TOKEN=x\n",
        "svc/.env": "",
        ".env.example": "",
        "id_rsa.pub": "",
        "deploy/id_rsa": "",
        "account.json": '{"type": "service_account", "private_key_id": "1"}',
        "notes.txt": "-----BEGIN RSA PRIVATE KEY-----\n",
        "big.bin": "x" * 1_500_000,
    }
    for name, text in files.items():
        write(f"root/{name}", text)
    write("outside.txt", "")
    (tmp_path / "root/link.txt").symlink_to("../outside.txt")
    run = flytex("bundle", "flow.py", "--copy-style", "all", cwd=tmp_path / "root")
    assert run.code == 0
    assert warnings(run) == [
        ".env.production is shipped: its name tells that it holds a secret",
        "account.json is shipped: a service account's key is in it",
        "deploy/id_rsa is shipped: its name tells that it holds a secret",
        "notes.txt is shipped: a private key is in it",
        "svc/.env is shipped: its name tells that it holds a secret",
        "link.txt is shipped: it is a link out of the root directory",
        "big.bin is shipped: its 1.5 MB are uploaded with each change",
    ]


def test_what_is_included_and_should_not_be(flytex, write):
    """It is said where include is written."""
    write(
        "flow.py", 'import flyte\n\nenv = flyte.TaskEnvironment("e", include=("keys",))\n\n@env.task\ndef main(): ...\n'
    )
    write("keys/id_rsa", "")
    run = flytex("bundle", "flow.py")
    assert warnings(run) == ["flow.py:3: keys/id_rsa is shipped: its name tells that it holds a secret"]
    assert hints(run) == ["name in include only what the tasks need, or move it elsewhere"]


def test_as_json(flytex, write):
    write("flow.py", READS.format('open("data/b.txt")').replace("from conf", "#"))
    write("data/b.txt", "")
    (found,) = json.loads(flytex("bundle", "flow.py", "-f", "json").out)["bundles"]
    assert found["concerns"] == [
        {
            "kind": "data",
            "path": "data/b.txt",
            "file": "flow.py",
            "line": 15,
            "message": "data/b.txt is read here, and is not shipped",
            "fix": "add \"data/b.txt\" to include= of environment 'e' (flow.py:9)",
        }
    ]
