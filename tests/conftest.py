"""What every test can rely on."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from hypothesis import HealthCheck, settings

from flytex_cli.load import warm
from tests.conformance import deploying
from tests.conformance.recorder import speaks_grpc
from tests.forks import Forks
from tests.harness import Flytex, Outcome, clean_environment

settings.register_profile("flytex", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("flytex")  # a loaded machine is no mistake

gc.set_threshold(100_000, 50, 100)  # thousands of tests stay in memory: looking through them is most of its work

TIMEOUT = 120
"""What a run of the command line may take, in seconds."""


@pytest.fixture(scope="session")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    """Processes that stand ready to be forked, for this session."""
    with Forks(clean_environment(tmp_path_factory.mktemp("home"))) as ready:
        yield ready


@pytest.fixture(scope="session", autouse=True)
def _processes_are_forked(forks: Forks) -> Iterator[None]:
    """For what tests load in their own process, and for the SDK's own command line."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warm, "start", forks.warm(warm.start))
        if not speaks_grpc():  # it bears no fork
            patch.setattr(deploying, "run_flyte", forks.flyte(deploying.run_flyte))
        yield


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty HOME."""
    path = tmp_path.parent / f"{tmp_path.name}-home"
    path.mkdir()
    return path


@pytest.fixture
def flytex(tmp_path: Path, home: Path, forks: Forks) -> Flytex:
    """Run `flytex` as a person would, in an empty folder, without colour, 100 columns wide, with an empty HOME.

    It is a process of its own, forked from one that has flytex imported; with `fresh_flytex` a new interpreter.
    """

    def run(*arguments: str | Path, cwd: Path = tmp_path, stdin: bytes = b"", **environ: str) -> Outcome:
        variables = clean_environment(home) | environ
        if not forks.can_fork(variables):
            return start(arguments, cwd, variables, stdin)
        done = forks.flytex([*map(str, arguments)], os.fspath(cwd), variables, stdin, TIMEOUT)
        return Outcome(done.returncode, done.stdout, done.stderr.decode())

    return run


@pytest.fixture
def fresh_flytex(tmp_path: Path, home: Path) -> Flytex:
    """Run `flytex` as `flytex` does, in an interpreter that starts from nothing."""

    def run(*arguments: str | Path, cwd: Path = tmp_path, stdin: bytes = b"", **environ: str) -> Outcome:
        return start(arguments, cwd, clean_environment(home) | environ, stdin)

    return run


def start(arguments: tuple[str | Path, ...], cwd: Path, environ: dict[str, str], stdin: bytes) -> Outcome:
    """Run `python -m flytex_cli` and wait for it."""
    command = [sys.executable, "-m", "flytex_cli", *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, timeout=TIMEOUT, check=False, env=environ)
    return Outcome(done.returncode, done.stdout, done.stderr.decode())


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


hypothesis.settings.register_profile("untimed", deadline=None)  # a busy machine is no reason to fail
hypothesis.settings.load_profile("untimed")
