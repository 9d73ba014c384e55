"""Messages name files as another machine would."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from flytex_cli.engine.problem import one_line
from flytex_cli.engine.words import without_folders


def test_folders_of_this_machine_are_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "lib" / "site-packages")])
    monkeypatch.setenv("HOME", "/home/ada")
    said = f"no {tmp_path}/data/x.csv, ({tmp_path}/lib/site-packages/pkg/__init__.py) or '/home/ada/y'"
    assert without_folders(said) == "no data/x.csv, (pkg/__init__.py) or '~/y'"


@pytest.mark.parametrize("text", ["/etc/flyte/secrets", "s3://bucket/a/b", "https://host/a", "a/b", "no path"])
def test_other_paths_stay(text: str) -> None:
    assert without_folders(text) == text


def test_an_exception_names_no_folder_of_this_machine() -> None:
    try:
        exec("from os import no_such_name")
    except ImportError as error:
        said = one_line(error)
    assert said == "ImportError: cannot import name 'no_such_name' from 'os' (os.py)"
    assert os.path.dirname(os.__file__) not in said
