"""Every file below a folder, whatever its links and special files are."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from flytex_cli.bundle.walk import walk


def walked(folder: Path, *left_out: str) -> list[str]:
    found = walk(str(folder), lambda path: os.path.basename(path) not in left_out, lambda error: None)
    return sorted(os.path.relpath(path, folder) for path in found)


def test_circles_of_links_end(tmp_path: Path) -> None:
    """Where the SDK walks on for as long as the system follows links."""
    (tmp_path / "real/sub").mkdir(parents=True)
    (tmp_path / "real/sub/x").touch()
    for link, to in {"loop": ".", "real/up": "..", "twice": "real", "real/sub/top": "../..", "self": "self"}.items():
        (tmp_path / link).symlink_to(to)
    found = walked(tmp_path)
    assert len(found) == 1
    assert found[0].endswith("sub/x")


def test_what_is_no_file_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket, a link that leads nowhere; what git keeps for itself."""
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        (tmp_path / "nowhere").symlink_to("absent")
        (tmp_path / ".git").mkdir()
        (tmp_path / ".git/config").touch()
        (tmp_path / "a").touch()
        assert walked(tmp_path) == ["a"]


def test_a_folder_that_is_left_out_is_not_entered(tmp_path: Path) -> None:
    for name in ("kept/a", "kept/b", "not/a"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert walked(tmp_path, "not", "b") == ["kept/a"]
