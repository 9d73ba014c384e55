"""The digest of files that are there, and what is said of those that are not as they should be."""

from __future__ import annotations

import builtins
import os
from pathlib import Path

import pytest

from flytex_cli.bundle.content import read_content
from flytex_cli.bundle.listed import Listed, Reason


def read(root: Path, *names: str):
    said: list[str] = []
    listed = [Listed(os.path.join(root, name), Reason.ALL) for name in names]
    files, digest = read_content(listed, str(root), lambda each: said.append(f"{each.severity.value}: {each.message}"))
    return [file.path for file in files], digest, said


def test_a_file_that_vanishes_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    files, digest, said = read(tmp_path, "a", "gone")
    assert (files, digest) == (["a"], read(tmp_path, "a")[1])
    assert said == ["warning: gone vanished while the files were read; it is left out"]


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    """The SDK would wait for it."""
    os.mkfifo(tmp_path / "pipe")
    assert read(tmp_path, "pipe")[2] == ["error: pipe: it is no regular file, and reading it may never end"]


def test_a_file_that_cannot_be_read_leaves_no_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stays in the list; a name that is not UTF-8 has no digest either."""
    (tmp_path / "a").write_text("a")
    odd = os.fsdecode(b"\xff")
    (tmp_path / odd).write_text("b")
    assert read(tmp_path, odd) == ([odd], None, [f"error: {odd}: its name is not UTF-8"])

    def refuse(*arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(builtins, "open", refuse)
    assert read(tmp_path, "a") == (["a"], None, ["error: a: it cannot be read: Permission denied"])
