"""What git says of the top of the repository is asked once, and again where something that decides it has changed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from flytex_cli.engine import git_root

ASKED: dict[str, Any] = {"check": False, "capture_output": True, "text": True}


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands of processes that were really started."""
    commands: list[list[str]] = []
    real = subprocess.Popen

    class Counted(real):  # type: ignore[misc,valid-type]
        def __init__(self, args, *rest, **options):
            commands.append(args)
            super().__init__(args, *rest, **options)

    monkeypatch.setattr(subprocess, "Popen", Counted)
    return commands


@pytest.fixture
def sdk_module(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Stands for the SDK's module that asks."""
    module = SimpleNamespace(subprocess=subprocess)
    monkeypatch.setitem(sys.modules, "flyte.git._config", module)
    return module


def repository(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    return folder


def test_the_same_question_is_answered_without_a_process(tmp_path, monkeypatch, started, sdk_module):
    """With the answer that a process gives, which who listens hears of as of one."""
    monkeypatch.chdir(repository(tmp_path / "one"))
    git_root.ask_once(None)
    asked = len(started)
    heard = []
    sys.addaudithook(lambda event, args: heard.append(args[:3]) if event == "subprocess.Popen" else None)
    answer = sdk_module.subprocess.run(git_root.QUESTION, **ASKED)
    assert len(started) == asked
    assert heard == [("git", git_root.QUESTION, None)]
    real = subprocess.run(git_root.QUESTION, **ASKED)
    assert (answer.args, answer.returncode, answer.stdout, answer.stderr) == (
        real.args, real.returncode, real.stdout, real.stderr,
    )  # fmt: skip


@pytest.mark.parametrize("change", ["folder", "variable", "question", "options"])
def test_another_question_is_asked(tmp_path, monkeypatch, started, sdk_module, change):
    """In another folder, with another variable that git reads, or with other words."""
    monkeypatch.chdir(repository(tmp_path / "one"))
    other = repository(tmp_path / "two")
    git_root.ask_once(None)
    asked = len(started)
    question, options = list(git_root.QUESTION), dict(ASKED)
    if change == "folder":
        monkeypatch.chdir(other)
    elif change == "variable":
        monkeypatch.setenv("GIT_DIR", os.devnull)
    elif change == "question":
        question = ["git", "rev-parse", "--git-dir"]
    else:
        options["cwd"] = str(other)
    answer = sdk_module.subprocess.run(question, **options)
    assert len(started) == asked + 1
    expected = {"folder": f"{other}\n", "variable": "", "question": ".git\n", "options": f"{other}\n"}
    assert answer.stdout == expected[change]


def test_without_git_the_sdk_finds_out_itself(tmp_path, monkeypatch, sdk_module):
    """As it would."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    git_root.ask_once(None)
    with pytest.raises(FileNotFoundError):
        sdk_module.subprocess.run(git_root.QUESTION, **ASKED)
    assert sdk_module.subprocess.PIPE is subprocess.PIPE


@pytest.mark.sdk
def test_the_sdk_asks_this_question(flytex, write, tmp_path):
    """Two modules with default images, and no process of git's but the one beforehand: a `git` on PATH counts them."""
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "git").write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\nexit 1\n')
    (tools / "git").chmod(0o755)
    for name in ("one", "two"):
        write(
            f"{name}.py",
            f"import flyte\nenv = flyte.TaskEnvironment('{name}', image=flyte.Image.from_debian_base())\n"
            "@env.task\nasync def t(x: int) -> int:\n    return x\n",
        )
    result = flytex("serialize", ".", "--engine", "sdk", PATH=f"{tools}:{os.environ['PATH']}")
    assert result.code == 0, result.stderr
    assert (tmp_path / "asked").read_text() == "rev-parse --show-toplevel\n"
