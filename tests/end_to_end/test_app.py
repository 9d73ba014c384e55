"""The command itself: version, help, completion, and what starting it costs."""

from __future__ import annotations

import subprocess
import sys

import flytex_cli

HEAVY = {"flyteidl2", "google.protobuf", "kubernetes", "rich", "yaml", "typer", "flyte"}


def test_version_is_said_without_importing_anything_heavy():
    """`--version` loads neither messages nor clients nor Typer."""
    code = "import sys; sys.argv[1:] = ['--version']; from flytex_cli.__main__ import main; main(); print(*sys.modules)"
    version, modules = (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.decode().splitlines()
    )
    assert version == f"flytex {flytex_cli.__version__}"
    assert HEAVY & set(modules.split()) == set()


def test_help_teaches_by_examples(flytex):
    """Of the command and of each of its commands."""
    assert "flytex serialize hello.py" in flytex("--help").out
    shown = flytex("serialize", "--help").out
    for text in ("Examples:", "--output-dir", "--check", "--code-bundle-uri", "Serialization context"):
        assert text in shown


def test_no_arguments_show_the_help(flytex):
    """And say by the exit code that nothing was done."""
    result = flytex()
    assert result.code == 2
    assert "Usage: flytex" in result.out + result.stderr


def test_an_unknown_command_is_exit_2(flytex):
    """With a message on stderr."""
    result = flytex("serialise", "x.py")
    assert result.code == 2
    assert "serialise" in result.stderr


def test_completion_knows_the_commands(flytex):
    """The shell gets what Typer's completion script asks for."""
    result = flytex(
        _FLYTEX_COMPLETE="complete_bash", COMP_WORDS="flytex ser", COMP_CWORD="1", _TYPER_COMPLETE_ARGS="flytex ser"
    )
    assert "serialize" in result.out


def test_completion_knows_the_formats_of_lint(flytex):
    """`--format FORMAT=FILE` is no closed choice, so that its words are told by hand."""

    def completed(word):
        line = f"flytex lint --format {word}"
        return flytex(_FLYTEX_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD="3").out.split()

    assert completed("") == ["text", "json", "sarif", "github", "junit", "gitlab", "markdown"]
    assert completed("j") == ["json", "junit"]


def test_a_wrong_setting_is_exit_2(flytex, write):
    """Whatever the command; --help still works."""
    write("pyproject.toml", "[tool.flytex]\nprojct = 'x'\n")
    result = flytex("serialize", "x.py")
    assert result.code == 2
    assert "tool.flytex.projct: no such setting; did you mean project?" in result.stderr
    assert flytex("serialize", "--help").code == 0
