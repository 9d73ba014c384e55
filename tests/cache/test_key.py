"""What names an entry."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flytex_cli.cache import key
from flytex_cli.load.protocol import LoadRequest
from flytex_cli.load.target import ModuleTarget

TARGET = ModuleTarget("/repo/flow.py", "flow", "/repo", "/repo", "flow.py", named=True, alone=True)


def name() -> str:
    return key.Keys(LoadRequest()).of(TARGET)


def test_what_is_installed_counts_by_what_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not by when it was installed; one process, too, takes note when it changes."""
    monkeypatch.setattr(key, "_site_folders", lambda: [str(tmp_path)])
    record = tmp_path / "shop-1.0.dist-info" / "RECORD"
    record.parent.mkdir()
    record.write_text("shop/a.py,sha256=1,1\n")
    first = name()
    os.utime(record, (1, 1))
    assert name() == first
    record.write_text("shop/a.py,sha256=22,1\n")
    assert name() != first
    record.write_text("shop/a.py,sha256=1,1\n")
    assert name() == first
    (tmp_path / "other-1.0.dist-info").mkdir()
    assert name() != first
