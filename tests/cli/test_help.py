"""`--help` on a terminal of 80 columns: every name whole, nothing cut."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
import typer

from flytex_cli.cli.app import build
from flytex_cli.commands import COMMANDS

SHOWN = typer.main.get_command(build([])).commands  # type: ignore[attr-defined]


@pytest.mark.parametrize("columns", ["40", "80", "200"])
@pytest.mark.parametrize("name", COMMANDS)
def test_every_name_stands_whole(flytex, name, columns):
    """With its value's name or its choices; never a type of Python's."""
    lines = flytex(name, "--help", COLUMNS=columns).out.splitlines()
    words = {word.rstrip(",") for line in lines if line.startswith("  ") for word in line.split()}
    for parameter in SHOWN[name].params:
        if parameter.param_type_name == "option":
            assert {*parameter.opts, *parameter.secondary_opts} <= words
    assert not re.search(r"…|<(bool|str|int|list|Path)|[╭│]|\bNone\b", "\n".join(lines))
    if columns == "80":
        assert [line for line in lines if len(line) > 80] == []


@pytest.mark.parametrize("asked", ["--help", "-h"])
def test_the_first_help_imports_no_command(flytex, asked):
    """What it says of each is the first sentence of the command's own help."""
    for name, summary in COMMANDS.items():
        assert " ".join(SHOWN[name].help.partition("\n\n")[0].split()) == summary
    assert flytex(asked).out.strip() == flytex().stderr.strip()  # without an argument all are imported
    modules = {f"flytex_cli.cli.{name}" for name in COMMANDS} | {"yaml", "google.protobuf"}
    script = f"""
import sys
from flytex_cli.cli.app import build
try:
    build([{asked!r}])([{asked!r}])
except SystemExit:
    print(*{modules!r} & set(sys.modules), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == "\n"


def test_a_command_shows_what_it_can_be_given(flytex):
    """In two columns, or on two lines where the name is long."""
    shown = flytex("lint", "--help", COLUMNS="80").out
    assert shown.startswith("Usage: flytex lint [OPTIONS] [PATH]...\n\nFind what will fail at deploy")
    assert (
        "  -j, --jobs NUMBER           How many modules to load at a time. [default: one\n"
        "                              per processor]\n" in shown
    )
    assert (
        "  --stub-imports / --no-stub-imports\n"
        "                              Load modules without third-party packages that are\n" in shown
    )
    assert "  --engine auto|sdk|standin   Load with the installed SDK" in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["serialise"], "error: no command 'serialise'; did you mean serialize?\n  hint: one of serialize, podspec,"),
        (["lint", "--selct", "RES"], "error: no option --selct; did you mean --select?\n  hint: see flytex lint --help\n"),
        (["lint", "--no-stub-import"], "error: no option --no-stub-import; did you mean --no-stub-imports?\n"),
        (["lint", "-x"], "error: no option -x\n"),
        (["lint", "--select"], "error: --select: a value is missing\n"),
        (["lint", "--fix=yes"], "error: --fix: takes no value\n"),
        (["diff"], "error: OLD is missing\n  hint: see flytex diff --help\n"),
        (["rule", "RES001", "RES002"], "error: got unexpected extra argument(s) (RES002)\n"),
    ],
)  # fmt: skip
def test_what_the_command_line_does_not_know_is_one_sentence(flytex, arguments, said):
    result = flytex(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.stderr.startswith(said)
