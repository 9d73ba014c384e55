"""What every test can rely on."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from harness import Flytex, Outcome, clean_environment


@pytest.fixture
def flytex(tmp_path: Path) -> Flytex:
    """Run `flytex` as a person would, in an empty folder, without colour, 100 columns wide, with an empty HOME."""
    home = tmp_path.parent / f"{tmp_path.name}-home"
    home.mkdir()

    def run(*arguments: str | Path, cwd: Path = tmp_path, stdin: bytes = b"", **environ: str) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "flytex_cli", *map(str, arguments)],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            timeout=120,
            check=False,
            env=clean_environment(home) | environ,
        )
        return Outcome(done.returncode, done.stdout, done.stderr.decode())

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of the test's folder from an indented string."""

    def write_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"))
        return path

    return write_file


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files instead of comparing")
