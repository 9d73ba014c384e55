"""What `flytex bundle` warns of: what is missed, and what should not be shipped."""

from __future__ import annotations

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


def warnings(run):
    return [line.removeprefix("warning: ") for line in run.stderr.splitlines() if line.startswith("warning: ")]


def test_an_import_in_a_function_is_missed(flytex, write):
    """Also what that imports in turn; with ruff both are shipped."""
    write("flow.py", FLOW.format("", "import late"))
    write("late.py", "def f():\n    import later\n")
    write("later.py", "")
    run = flytex("bundle", "flow.py", "--no-ruff")
    assert (run.code, warnings(run)) == (
        0,
        [
            "flow.py:7: late.py is imported only when this runs, and is not shipped",
            "late.py:2: later.py is imported only when this runs, and is not shipped",
        ],
    )
    assert "include=" in run.stderr
    assert warnings(flytex("bundle", "flow.py", "--ruff")) == []


def test_a_loaded_module_that_all_leaves_out(flytex, write):
    """Top-level `env/` and `build/` are packages for some."""
    write("flow.py", FLOW.format("import env.settings, sub.build.x", "pass"))
    for name in ("env/__init__.py", "env/settings.py", "sub/build/x.py"):
        write(name, "")
    run = flytex("bundle", "flow.py", "--copy-style", "all")
    assert warnings(run) == [
        f"env/{name}.py: it was loaded, and env leaves it out" for name in ("__init__", "settings")
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
    assert [line.split(", ")[0] for line in warnings(run)] == [
        ".env.production: by its name this file holds secrets",
        "account.json: this file holds a private key",
        "big.bin: 1.5 MB are uploaded with every change",
        "deploy/id_rsa: by its name this file holds secrets",
        "link.txt: this link leads out of the root directory; what it leads to is shipped",
        "notes.txt: this file holds a private key",
        "svc/.env: by its name this file holds secrets",
    ]
