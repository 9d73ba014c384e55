"""What the README shows is true: the module, the commands with their output, and the ten mistakes."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from flytex_cli.lint.registry import all_rules
from flytex_cli.lint.rule import DOCUMENTATION
from flytex_cli.lint.rule_lookup import rules_of
from tests.harness import REPOSITORY, Flytex

README = (REPOSITORY / "README.md").read_text()
CONSOLES = [
    (command, output)
    for block in re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    for command, output in re.findall(r"^\$ (flytex .*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
]
MISTAKES = re.findall(r"^\| .* \| `(.*)` \| \[([A-Z]+[0-9]+)\]\(docs/rules/\2\.md\) \|$", README, re.MULTILINE)


@pytest.mark.engines
@pytest.mark.parametrize(("command", "output"), CONSOLES, ids=[command for command, _ in CONSOLES])
def test_a_command_says_what_the_readme_shows(command: str, output: str, flytex: Flytex) -> None:
    """stdout, then stderr, as on a terminal; `...` stands for anything."""
    if sys.version_info >= (3, 12):  # code has other hashes than in the committed specs
        output = output.replace("1 unchanged;", "1 affected;").replace("; 1 rerun-on-recover", "; 2 rerun-on-recover")
    run = flytex(*shlex.split(command)[1:], cwd=REPOSITORY)
    said = run.out + run.stderr
    pattern = ".*?".join(map(re.escape, re.split(r" *\.\.\.", output.rstrip("\n"))))
    assert re.fullmatch(pattern, said.rstrip("\n"), re.DOTALL), said


def test_there_is_something_to_compare() -> None:
    assert [command.split()[1] for command, _ in CONSOLES] == ["lint", "diff", "serialize"]
    assert len(MISTAKES) == 10


def test_the_module_is_the_one_that_the_commands_load() -> None:
    ((name, text),) = re.findall(r"^<!-- (\S+) -->\n```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert (REPOSITORY / name).read_text() == text


@pytest.mark.parametrize(("message", "code"), MISTAKES, ids=[code for _, code in MISTAKES])
def test_a_mistake_is_said_in_these_words(message: str, code: str, flytex: Flytex, tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text(rules_of(code)[0].bad)
    assert message in flytex("lint", "bad.py", "--engine", "standin", "--select", code).out


def test_links_in_the_readme_and_its_neighbours_lead_to_files() -> None:
    for page in REPOSITORY.glob("*.md"):
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
            assert (REPOSITORY / link).exists(), f"{page.name}: {link}"


def test_pages_of_rules_lie_where_the_project_says() -> None:
    """SARIF and `flytex rule` link to them; the address is the one in pyproject.toml."""
    for rule in all_rules():
        assert (REPOSITORY / "docs" / rule.page).is_file()
    assert f'Documentation = "{DOCUMENTATION}index.md"' in (REPOSITORY / "pyproject.toml").read_text()
