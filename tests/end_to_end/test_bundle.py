"""`flytex bundle`: which files a deployment ships, and why."""

from __future__ import annotations

import io
import json
import os
import tarfile

import jsonschema
import pytest

import flytex as library
from flytex_cli.facts.releases import STANDIN
from tests.harness import REPOSITORY

pytestmark = pytest.mark.engines

FILES = {
    "flow.py": """
        import flyte
        from pkg import helper

        env = flyte.TaskEnvironment("train", include=["data"])

        @env.task
        def main() -> int:
            from pkg import lazy
            return lazy.x
        """,
    "pkg/__init__.py": "",
    "pkg/helper.py": "import json\n",
    "pkg/lazy.py": "x = 1\n",
    "pkg/unused.py": "",
    "data/a.csv": "a\n",
    "data/b.log": "left out\n",
    "env/local.txt": "",
}


@pytest.fixture
def tree(write):
    for name, text in FILES.items():
        write(name, text)


def test_a_table_says_why_each_file_is_shipped(flytex, tree):
    """With ruff, as on this machine or not."""
    run = flytex("bundle", "flow.py", "--ruff")
    assert run.code == 0
    *lines, total = run.out.splitlines()
    assert [line.split(maxsplit=3)[0::3] for line in lines] == [
        ["data/a.csv", "include of train: data"],
        ["flow.py", "module"],
        ["pkg/__init__.py", "imported at flow.py:2"],
        ["pkg/helper.py", "imported at flow.py:2"],
        ["pkg/lazy.py", "imported at flow.py:8, not yet loaded"],
    ]
    assert total.startswith("5 files, ")
    assert "reckoned with ruff on PATH" in run.stderr


def test_what_this_machine_has_is_said(flytex, tree, tmp_path):
    """A ruff is looked for, never run."""
    absent = flytex("bundle", "flow.py", "--list", PATH="/usr/bin:/bin")
    assert absent.out.split()[-1] == "pkg/helper.py"
    assert absent.stderr.endswith("reckoned without ruff, which is not on PATH here\n")
    ruff = tmp_path / "bin/ruff"
    ruff.parent.mkdir()
    ruff.write_text("#!/bin/sh\ntouch ../ran ran\n")
    ruff.chmod(0o755)
    present = flytex("bundle", "flow.py", "--list", PATH=f"{ruff.parent}:/usr/bin:/bin")
    assert (present.out.split()[-1], present.stderr) == ("pkg/lazy.py", "reckoned with ruff, which is on PATH here\n")
    assert not (tmp_path / "ran").exists()


def test_a_ruff_that_the_sdk_finds_too_old(flytex, tree, tmp_path):
    """Its version is known from its installation."""
    ruff = tmp_path / "v/bin/ruff"
    ruff.parent.mkdir(parents=True)
    ruff.touch(0o755)
    (tmp_path / "v/lib/python3.12/site-packages/ruff-0.9.1.dist-info").mkdir(parents=True)
    run = flytex("bundle", "flow.py", "--list", PATH=f"{ruff.parent}:/usr/bin:/bin")
    assert run.stderr.endswith("reckoned without ruff: 0.9.1 on PATH is older than the SDK takes\n")
    assert "pkg/lazy.py" not in run.out


def test_all_and_none(flytex, tree):
    every = flytex("bundle", ".", "--copy-style", "all", "--list")
    assert every.out.split() == [
        "data/a.csv",
        "flow.py",
        *(f"pkg/{n}.py" for n in ("__init__", "helper", "lazy", "unused")),
    ]
    assert flytex("bundle", ".", "--copy-style", "none", "--list").out.split() == ["data/a.csv", "data/b.log"]


def test_nothing_to_upload(flytex, write):
    write("flow.py", "import flyte\nenv = flyte.TaskEnvironment('e')\n@env.task\ndef f() -> int:\n    return 1\n")
    run = flytex("bundle", "flow.py", "--copy-style", "none")
    assert (run.code, run.out) == (0, "nothing is uploaded\n")


def test_a_tree_of_folders(flytex, tree):
    run = flytex("bundle", "flow.py", "--no-ruff", "-f", "tree", "-q")
    assert [line.split("  ")[0] if not line.startswith(" ") else line[:14] for line in run.out.splitlines()[:-1]] == [
        "data/",
        "  a.csv  2 B  ",
        "flow.py",
        "pkg/",
        "  __init__.py ",
        "  helper.py  1",
    ]


def test_json_is_valid_by_its_schema(flytex, tree):
    """`docs/schemas/bundle.schema.json`, closed."""
    schema = json.loads((REPOSITORY / "docs/schemas/bundle.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    for style in library.CopyStyle:
        document = json.loads(flytex("bundle", "flow.py", "-f", "json", "--copy-style", style.value).out)
        jsonschema.Draft202012Validator(schema).validate(document)
    reasons = schema["$defs"]["file"]["properties"]["reason"]["enum"]
    assert reasons == [reason.value for reason in library.Reason]


TWO = """
    import flyte
    a = flyte.TaskEnvironment("a", include=["a.txt"])
    b = flyte.TaskEnvironment("b", include=["b.txt"])
    c = flyte.TaskEnvironment("c", depends_on=[a])
    @a.task
    def f() -> int:
        return 1
    @b.task
    def g() -> int:
        return 1
    @c.task
    def h() -> int:
        return 1
    """


def test_environments_that_ship_different_files(flytex, write):
    """Each has its own bundle, with the environments it depends on; an archive is of one."""
    for name, text in {"flow.py": TWO, "a.txt": "a", "b.txt": "b"}.items():
        write(name, text)
    run = flytex("bundle", "flow.py", "--no-ruff", "-q")
    assert [line.split("  ")[0] for line in run.out.splitlines()] == [
        "bundle of a, c", "a.txt", "flow.py", run.out.splitlines()[3], "", "bundle of b", "b.txt", "flow.py", run.out.splitlines()[-1],
    ]  # fmt: skip
    assert flytex("bundle", "flow.py", "--env", "c", "--list").out.split() == ["a.txt", "flow.py"]
    refused = flytex("bundle", "flow.py", "--tar", "x.tgz")
    assert refused.code == 2
    assert "--tar takes one bundle, and these are 2: a, c; b" in refused.stderr


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("absent/*", "flow.py:2: e: include='absent/*': no file, folder or pattern that matches"),
        ("../x.txt", "flow.py:2: e: include='../x.txt': "),
    ],
)
def test_an_include_that_stops_a_deployment(flytex, write, tmp_path, entry, said):
    write(
        "in/flow.py",
        f"import flyte\nenv = flyte.TaskEnvironment('e', include=[{entry!r}])\n@env.task\ndef f() -> int:\n    return 1\n",
    )
    write("x.txt", "")
    run = flytex("bundle", "flow.py", "--tar", "x.tgz", cwd=tmp_path / "in")
    assert run.code == 3
    assert f"error: {said}" in run.stderr
    assert not (tmp_path / "in/x.tgz").exists()


def test_the_archive_is_the_same_wherever_it_is_made(flytex, tree, tmp_path):
    """Other times, other modes; only whether a file can be run is kept."""
    first = flytex("bundle", "flow.py", "--tar", "-", "--ruff").stdout
    for path in tmp_path.rglob("*"):
        os.utime(path, (1, 1))
        path.chmod(0o700 if path.is_dir() else 0o600)
    assert flytex("bundle", "flow.py", "--tar", "x.tgz", "--ruff").code == 0
    assert (tmp_path / "x.tgz").read_bytes() == first
    with tarfile.open(fileobj=io.BytesIO(first)) as archive:
        assert archive.getnames() == flytex("bundle", "flow.py", "--list", "--ruff").out.split()
        assert {(each.mode, each.mtime, each.uid, each.uname) for each in archive} == {(0o644, 347155200, 0, "")}


def test_the_home_folder_and_the_top_are_refused(flytex, tree, tmp_path):
    """All of them would be shipped; the SDK only warns, of the home folder."""
    run = flytex("bundle", "flow.py", "--copy-style", "all", HOME=str(tmp_path))
    assert run.code == 2
    assert "error: the root directory is your home folder, and all of it would be shipped" in run.stderr
    top = flytex("bundle", "flow.py", "--copy-style", "all", "--root-dir", "/")
    assert (top.code, "error: the root directory is /, and all of it would be shipped" in top.stderr) == (2, True)
    assert flytex("bundle", "flow.py", HOME=str(tmp_path)).code == 0


def test_an_archive_that_cannot_be_written(flytex, tree):
    run = flytex("bundle", "flow.py", "--tar", "absent/x.tgz")
    assert (run.code, run.stderr.splitlines()[-1]) == (
        3,
        "error: absent/x.tgz cannot be written: No such file or directory",
    )


def test_the_library(tree, tmp_path):
    """Paths are enough; a request says more."""
    modules = library.Modules(tmp_path / "flow.py", root_dir=tmp_path)
    (bundle,) = library.bundle(library.BundleRequest(modules, ruff=False)).bundles
    assert (bundle.environments, bundle.size, len(bundle.files)) == (("train",), sum(f.size for f in bundle.files), 4)
    assert bundle.digest is not None
    assert STANDIN  # the release whose ways are taken without an SDK
