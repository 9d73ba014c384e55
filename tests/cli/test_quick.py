"""What is converted without Typer is what Typer makes of it; what is wrong is still refused in Typer's words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import typer
from typer.main import get_command

from flytex_cli.cli.app import command
from flytex_cli.cli.quick import QuickCommand

ARGUMENTS = {
    "serialize": [
        [],
        ["a.py", "b"],
        ["a.py", "-f", "json", "-o", "specs", "--check", "--message", "deploy-request"],
        ["a.py", "--engine", "standin", "-j", "3", "--timeout", "2.5", "--exclude", "x", "--exclude", "y"],
        ["a.py", "--image", "base=r/i:1", "--env", "e", "--task", "t*", "--root-dir", ".", "--config", "c.yaml"],
        ["a.py", "--stub", "torch", "--stub-imports", "--no-sync-local-sys-paths", "-q", "--color", "never"],
    ],
    "podspec": [[], ["a.py"], ["--cpu", "1", "--memory", "2Gi", "--gpu", "T4:1"]],
    "bundle": [["a.py"], ["a.py", "--copy-style", "all", "--no-ruff", "--list", "--tar", "b.tgz", "-f", "tree"]],
    "verify": [["a.py", "-p", "p", "-d", "d", "--version", "v"]],
}
WRONG = [
    (["a.py", "-f", "toml"], "toml"),
    (["a.py", "-j", "many"], "--jobs"),
    (["a.py", "-j", "-1"], "--jobs"),
    (["a.py", "--timeout", "soon"], "--timeout"),
    (["a.py", "--engine", "STANDIN"], "STANDIN"),
    (["a.py", "--no-such-option"], "--no-such-option"),
]


def parsed(name, arguments, **how):
    """The values a command is called with."""
    app = typer.Typer(add_completion=False)
    app.command(**how)(command(name))
    return get_command(app).make_context(name, list(arguments), resilient_parsing=False).params


def shown(values):
    """Values with their types: `1` is not `True`, a path is not text."""
    return {name: (type(value), value) for name, value in values.items()}


@pytest.mark.parametrize("name", ARGUMENTS)
def test_values_are_those_of_typer(name):
    for arguments in ARGUMENTS[name]:
        quick, plain = parsed(name, arguments, cls=QuickCommand), parsed(name, arguments)
        as_list = {key: list(value) if isinstance(value, tuple) else value for key, value in quick.items()}
        assert shown(as_list) == shown(
            {key: list(value) if isinstance(value, tuple) else value for key, value in plain.items()}
        )


def test_paths_are_paths():
    """Typer before 0.29 makes them when it calls the function, and is left to it."""
    converts_early = tuple(map(int, typer.__version__.split(".")[:2])) >= (0, 29)
    paths = parsed("serialize", ["a.py"], cls=QuickCommand)["paths"]
    assert paths == ([Path("a.py")] if converts_early else ("a.py",))


@pytest.mark.parametrize(("arguments", "quoted"), WRONG, ids=lambda value: str(value))
def test_what_is_wrong_is_refused_in_the_same_words(arguments, quoted):
    said = []
    for how in ({"cls": QuickCommand}, {}):
        refused: Any
        with pytest.raises(Exception) as refused:
            parsed("serialize", arguments, **how)
        said.append((type(refused.value), refused.value.format_message()))
    assert said[0] == said[1]
    assert quoted in said[0][1]
