"""Specs as files: names that stay in the folder, files that are never half there."""

from __future__ import annotations

import os

import pytest

from flytex_cli.errors import OutputError
from flytex_cli.records import Facts, Message, SourceLocation, TaskRecord
from flytex_cli.render.common.folder import compare_tree, write_tree
from flytex_cli.render.common.tree import file_path, to_tree
from flytex_cli.render.specs import SpecFormat


def record(name: str, environment: str | None = "env", file: str = "a.py") -> TaskRecord:
    """A task with an empty spec."""
    return TaskRecord(name, environment, Facts("K", "def f()"), SourceLocation(file, 1), Message.TASKSPEC, b"")


@pytest.mark.parametrize(
    ("name", "environment", "path"),
    [
        ("env.task", "env", "env/task.yaml"),
        ("task", "env", "env/task.yaml"),
        ("a.b.c", "a.b", "a.b/c.yaml"),
        ("a.b.c", "a", "a/b.c.yaml"),
        ("env.../../etc/passwd", "env", "env/%2E.%2F..%2Fetc%2Fpasswd.yaml"),
        ("../x.y", "..", "%2E./%2E.%2Fx.y.yaml"),
        ("env.tab\tnew\nline", "env", "env/tab%09new%0Aline.yaml"),
        ("env.größe", "env", "env/gr%C3%B6%C3%9Fe.yaml"),
        ("lonely", None, "_/lonely.yaml"),
    ],
)
def test_a_name_becomes_a_path_inside_the_folder(name, environment, path):
    """Unsafe characters as %XX, so that different names have different files."""
    assert file_path(record(name, environment), "yaml") == path


def test_two_tasks_never_share_a_file():
    """Also where only upper and lower case tell them apart; the error names both."""
    with pytest.raises(OutputError) as refused:
        to_tree(
            [record("env.run", file="a.py"), record("env.Run", file="b.py")],
            "yaml",
            SpecFormat.YAML.renderer.render_one,
        )
    assert "'env.run' (a.py:1) and 'env.Run' (b.py:1)" in refused.value.message


def test_a_name_too_long_for_a_file_is_refused():
    """Before anything is written."""
    with pytest.raises(OutputError, match="too long for a file"):
        to_tree([record("env." + "x" * 300)], "yaml", SpecFormat.YAML.renderer.render_one)


def is_ours(data: bytes) -> bool:
    return not data.startswith(b"mine")


def test_a_tree_is_written_and_compared(tmp_path):
    """Nothing differs after writing; then one file of each kind does."""
    tree = {"env/a.yaml": b"a: 1\n", "env/b.yaml": b"b: 1\n"}
    write_tree(tmp_path, tree)
    assert compare_tree(tmp_path, tree, ".yaml", is_ours) == []
    (tmp_path / "env/a.yaml").write_text("a: 2\n")
    (tmp_path / "env/b.yaml").unlink()
    (tmp_path / "env/old.yaml").write_text("old: 1\n")
    (tmp_path / "env/notes.txt").write_text("mine")
    (tmp_path / "env/values.yaml").write_text("mine: 1\n")
    found = compare_tree(tmp_path, tree, ".yaml", is_ours)
    assert [(difference.path, difference.kind) for difference in found] == [
        ("env/a.yaml", "changed"),
        ("env/b.yaml", "missing"),
        ("env/old.yaml", "stale"),
    ]
    assert [difference.kind for difference in compare_tree(tmp_path, tree, ".yaml", None)] == ["changed", "missing"]
    assert found[0].diff == "--- a/env/a.yaml\n+++ b/env/a.yaml\n@@ -1 +1 @@\n-a: 2\n+a: 1\n"


def test_a_failed_write_changes_nothing(tmp_path):
    """The second file cannot be written: the first one keeps its old contents and no temporary file stays."""
    (tmp_path / "env").mkdir()
    (tmp_path / "env/a.yaml").write_text("old\n")
    (tmp_path / "blocked").write_text("a file where a folder must be")
    with pytest.raises(OutputError, match="blocked"):
        write_tree(tmp_path, {"env/a.yaml": b"new\n", "blocked/b.yaml": b"new\n"})
    assert (tmp_path / "env/a.yaml").read_text() == "old\n"
    assert sorted(os.listdir(tmp_path / "env")) == ["a.yaml"]


def test_a_folder_in_the_place_of_a_file_is_said_by_its_name(tmp_path):
    """Before anything is renamed; comparing cannot read it either."""
    (tmp_path / "env/b.yaml").mkdir(parents=True)
    (tmp_path / "env/a.yaml").write_text("old\n")
    tree = {"env/a.yaml": b"new\n", "env/b.yaml": b"new\n"}
    with pytest.raises(OutputError, match=r"env/b\.yaml cannot be written: Is a directory"):
        write_tree(tmp_path, tree)
    assert (tmp_path / "env/a.yaml").read_text() == "old\n"
    assert sorted(os.listdir(tmp_path / "env")) == ["a.yaml", "b.yaml"]
    with pytest.raises(OutputError, match=r"env/b\.yaml cannot be read: Is a directory"):
        compare_tree(tmp_path, tree, ".yaml", None)
