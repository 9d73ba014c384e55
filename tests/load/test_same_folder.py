"""A folder at the same path each time, for one process at a time."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from flytex_cli.load.repository.same_folder import MOST, same_folder


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of our own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return Path(os.path.realpath(tmp_path), f"flytex-{os.getuid()}")


def test_it_is_the_same_empty_folder_each_time(temporary: Path) -> None:
    """And it is gone in between, with what was in it."""
    for _ in range(2):
        with same_folder("shop") as folder:
            assert folder == temporary / "shop-1"
            assert list(folder.iterdir()) == []
            (folder / "flow.py").write_text("")
        assert not folder.exists()


def test_one_that_is_in_use_is_left_alone() -> None:
    """The next one is taken; and none, where too many are."""
    with same_folder("shop") as first, same_folder("shop") as second, same_folder("other") as other:
        assert [each and each.name for each in (first, second, other)] == ["shop-1", "shop-2", "other-1"]
        with same_folder("shop") as third:
            assert third is not None
            assert third.name == "shop-3"
    with ExitStack() as stack:
        found = [stack.enter_context(same_folder("shop")) for _ in range(MOST + 1)]
        assert [each is None for each in found] == [False] * MOST + [True]


def test_what_a_killed_process_left_is_removed(temporary: Path) -> None:
    """Nothing of another revision is loaded."""
    (temporary / "shop-1" / "old").mkdir(parents=True)
    temporary.chmod(0o700)
    with same_folder("shop") as folder:
        assert folder == temporary / "shop-1"
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize("made", ["open to all", "a link", "a file"])
def test_a_folder_that_may_be_somebody_else_s_is_not_used(temporary: Path, made: str) -> None:
    """Others may write into the folder of temporary files."""
    if made == "open to all":
        temporary.mkdir()
        temporary.chmod(0o777)
    elif made == "a link":
        (temporary.parent / "elsewhere").mkdir(mode=0o700)
        temporary.symlink_to(temporary.parent / "elsewhere")
    else:
        temporary.write_text("")
    with same_folder("shop") as folder:
        assert folder is None
