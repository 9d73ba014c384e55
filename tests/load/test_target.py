"""From paths to modules: names, roots, and what a search leaves out."""

from __future__ import annotations

import os

import pytest

from flytex_cli.errors import UsageError
from tests.harness import modules_at


@pytest.fixture
def here(tmp_path, monkeypatch):
    """The working directory is the test's folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("files", "path", "name", "import_root"),
    [
        (["hello.py"], "hello.py", "hello", "."),
        (["a/b/hello.py"], "a/b/hello.py", "hello", "a/b"),
        (["pkg/__init__.py", "pkg/hello.py"], "pkg/hello.py", "hello", "pkg"),
        (["pkg/__init__.py", "pkg/sub/__init__.py", "pkg/sub/x.py"], "pkg/sub/x.py", "x", "pkg/sub"),
        (["src/pkg/__init__.py", "src/pkg/x.py"], "src/pkg/x.py", "x", "src/pkg"),
        (["pkg/__init__.py"], "pkg/__init__.py", "pkg", "."),
        (["my-flow.py"], "my-flow.py", "my-flow", "."),
        (["json.py"], "json.py", "flytex_module_json", "."),
    ],
)
def test_a_named_file_gets_its_stem(here, write, files, path, name, import_root):
    """As `flyte deploy FILE ENV` has it; a name that would shadow Python's own is replaced."""
    for file in files:
        write(file, "")
    (target,) = modules_at([path])
    assert (target.name, target.import_root) == (name, str((here / import_root).resolve()))
    assert (target.root, target.shown, target.named) == (str(here), path, True)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("hello.py", "hello"),
        ("a/b/hello.py", "a.b.hello"),
        ("my-flows/hello.py", "my-flows.hello"),
        ("v1.2/hello.py", "flytex_module_v1_2_hello"),
        ("json/hello.py", "flytex_module_json_hello"),
    ],
)
def test_a_file_in_a_folder_gets_its_dotted_name_below_the_root(here, write, file, name):
    """As `flyte deploy --recursive FOLDER` has it, packages and plain folders alike."""
    write(file, "")
    (target,) = modules_at(["."])
    assert (target.name, target.import_root, target.alone) == (name, str(here), False)


def test_a_named_file_with_relative_imports_is_a_part_of_its_package(here, write):
    """It can be loaded in no other way."""
    write("src/pkg/__init__.py", "")
    write("src/pkg/x.py", "from . import y\n")
    (target,) = modules_at(["src/pkg/x.py"])
    assert (target.name, target.import_root, target.alone) == ("src.pkg.x", str(here), False)


def test_a_search_leaves_out_what_git_ignores(here, write):
    """.gitignore files from the repository's top down, nested ones and negations; hidden folders; environments."""
    write(".git/HEAD", "")
    write(".gitignore", "/flows/generated/\n*_pb2.py\n")
    write("flows/.gitignore", "scratch*.py\n!scratch_kept.py\n")
    write("flows/venv/pyvenv.cfg", "")
    for name in (
        "b.py", "a.py", "sub/c.py", "generated/x.py", "x_pb2.py", "scratch_1.py", "scratch_kept.py", "venv/lib.py",
        ".hidden/h.py", "__pycache__/p.py", "setup.py", "conftest.py", "notes.txt", "node_modules/n.py",
    ):  # fmt: skip
        write(f"flows/{name}", "")
    found = [target.shown for target in modules_at(["flows"])]
    assert found == ["flows/a.py", "flows/b.py", "flows/scratch_kept.py", "flows/sub/c.py"]


def test_exclude_leaves_out_more(here, write):
    """Patterns in .gitignore syntax, relative to the searched folder."""
    for name in ("a.py", "tests/test_a.py", "sub/tests/test_b.py"):
        write(name, "")
    assert [target.shown for target in modules_at(["."], exclude=["tests/"])] == ["a.py"]


def test_a_module_named_twice_is_loaded_once(here, write):
    """Named and found is named; the order of first mention stays."""
    write("src/a.py", "")
    write("src/b.py", "")
    targets = modules_at(["src/b.py", "src", "src/b.py"])
    assert [(target.shown, target.named) for target in targets] == [("src/b.py", True), ("src/a.py", False)]


def test_a_file_outside_the_working_directory_has_its_package_root(here, write, monkeypatch):
    """There `flyte deploy` has no root; the folder of the top-level package serves."""
    write("elsewhere/pkg/__init__.py", "")
    file = write("elsewhere/pkg/x.py", "")
    (here / "inside").mkdir()
    monkeypatch.chdir(here / "inside")
    (target,) = modules_at([file])
    assert target.root == str(here / "elsewhere")


def test_a_search_takes_modules_only(here, write):
    """No editor's lock (a link that leads nowhere), no hidden file, no pipe; a broken link of a module is said."""
    write("flow.py", "")
    write("._flow.py", "")
    (here / ".#flow.py").symlink_to("me@here.123")
    (here / "broken.py").symlink_to("nowhere.py")
    (here / "self").symlink_to("self")
    os.mkfifo(here / "pipe.py")
    assert [target.shown for target in modules_at(["."])] == ["broken.py", "flow.py"]


def test_a_file_keeps_its_path_as_written_and_a_folder_is_resolved(here, write, tmp_path_factory):
    """Through symbolic links; what is written through one that lies elsewhere is compared with the root all the same."""
    write("real/a.py", "")
    (here / "link").symlink_to(here / "real")
    (here / "alias.py").symlink_to("real/a.py")
    away = tmp_path_factory.mktemp("away") / "link"
    away.symlink_to(here)
    assert modules_at(["link/a.py"])[0].file == str(here / "link" / "a.py")
    assert modules_at(["alias.py"])[0].name == "alias"
    for folder in ("link", ".", away):
        assert [target.file for target in modules_at([folder])] == [str(here / "real" / "a.py")]
    assert modules_at([away / "real" / "a.py"])[0].shown == "real/a.py"
    assert modules_at(["link/a.py"], root_dir=away)[0].file == str(here / "link" / "a.py")


@pytest.mark.parametrize(
    ("path", "root", "message"),
    [
        ("missing.py", None, "missing.py does not exist"),
        ("notes.txt", None, "notes.txt is not a Python file"),
        ("a.py", "missing", "--root-dir: 'missing' is not a folder"),
        ("a.py", "sub", "a.py is outside the root directory sub"),
    ],
)
def test_a_path_that_cannot_be_loaded_is_refused(here, write, path, root, message):
    """With the path in the message."""
    write("a.py", "")
    write("notes.txt", "")
    write("sub/b.py", "")
    with pytest.raises(UsageError) as refused:
        modules_at([path], root_dir=root)
    assert refused.value.message == message
