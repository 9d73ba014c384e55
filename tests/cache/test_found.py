"""Findings are those of an earlier run only where nothing that a rule looks at has changed."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flytex_cli import api
from flytex_cli.api import _lint
from flytex_cli.bundle.model import CopyStyle
from flytex_cli.lint.engine import find
from flytex_cli.lint.finding import Finding
from flytex_cli.lint.rule import Rule, Scope, nothing
from flytex_cli.lint.selection import Layer, Selection
from flytex_cli.pods import build
from flytex_cli.pods.build import to_pod
from flytex_cli.records import Severity
from flytex_cli.render.findings.text import render
from tests.affected.repository import committed, git, write

pytestmark = pytest.mark.engines

FLOW = """
import flyte
import json

env = flyte.TaskEnvironment("shop", image=flyte.Image.from_debian_base().with_requirements("requirements.txt"))


@env.task
def fit(x) -> str:
    return open("data.txt").read()
"""
KEPT = "cache: all that rules look at is as it was"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a task that reads a file, as the working directory."""
    made = tmp_path / "project"
    write(made, {"flow.py": FLOW, "requirements.txt": "pandas\n", "data.txt": "1"})
    monkeypatch.chdir(made)
    time.sleep(0.03)
    return made


def request(folder: Path, *, cache: bool = True, own: tuple[Rule, ...] = (), ignore: str = "") -> api.LintRequest:
    kept = api.CacheFolder(folder.parent / "cache") if cache else None
    selection = Selection((Layer(ignore=(ignore,) if ignore else ()),), own=own)
    return api.LintRequest(api.Modules(("flow.py",), cache=kept), selection=selection)


def linted(folder: Path, **options: object) -> tuple[tuple[Finding, ...], str, bool]:
    """The findings, as text too, and whether no rule had to look."""
    result = api.lint(request(folder, **options))  # type: ignore[arg-type]
    return result.findings, render(result.report).decode(), KEPT in [each.text for each in result.remarks]


def codes(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.code for finding in findings}


def test_no_rule_looks_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the findings are the same, with the lines that they point at."""
    first, text, known = linted(folder)
    assert codes(first) == {"TYP001", "BND006"}
    assert not known
    assert "| def fit(x) -> str:" in text
    monkeypatch.setattr(_lint, "find", lambda *args: pytest.fail("a rule looks"))
    assert linted(folder) == (first, text, True)


def more_required(folder: Path) -> None:
    write(folder, {"requirements.txt": "pandas\nflask\n"})


def no_requirements(folder: Path) -> None:
    (folder / "requirements.txt").unlink()


def no_data(folder: Path) -> None:
    (folder / "data.txt").unlink()


def a_comment(folder: Path) -> None:
    write(folder, {"flow.py": FLOW + "# flytex: ignore\n"})


@pytest.mark.parametrize(
    "change", [more_required, no_requirements, no_data, a_comment], ids=lambda change: change.__name__
)
def test_rules_look_at_what_changed(folder: Path, change: Callable[[Path], None]) -> None:
    """A file that only a rule reads, lists or looks for."""
    linted(folder)
    change(folder)
    time.sleep(0.03)
    after, lines, known = linted(folder)
    assert not known
    assert (after, lines) == linted(folder, cache=False)[:2]
    assert linted(folder) == (after, lines, True)


def with_all_files(folder: Path) -> tuple[set[str], bool]:
    """What is found where all files are shipped, and whether no rule had to look."""
    result = api.lint(dataclasses.replace(request(folder), copy_style=CopyStyle.ALL))
    return codes(result.findings), KEPT in [each.text for each in result.remarks]


def test_a_listed_folder_is_one_more_input(folder: Path) -> None:
    """With all files shipped, a file more is one more that may be a secret."""
    assert with_all_files(folder) == ({"TYP001"}, False)
    assert with_all_files(folder) == ({"TYP001"}, True)
    write(folder, {"key.pem": "1\n"})
    time.sleep(0.03)
    assert with_all_files(folder) == ({"TYP001", "BND001"}, False)
    write(folder, {".flyteignore": "key.pem\n"})
    time.sleep(0.03)
    assert with_all_files(folder) == ({"TYP001"}, False)
    assert with_all_files(folder) == ({"TYP001"}, True)


def test_what_git_answers_is_an_input(folder: Path) -> None:
    """Whether a file is ignored, git says by its index and by ignore files; of `.git/info/exclude` it is not asked."""
    committed(folder, {"kept.txt": "1"})
    write(folder, {"key.pem": "1\n", ".gitignore": "*.log\n"})
    time.sleep(0.03)
    assert with_all_files(folder) == ({"TYP001", "BND001"}, False)
    assert with_all_files(folder) == ({"TYP001", "BND001"}, True)
    write(folder, {".git/info/exclude": "key.pem\n"})
    assert with_all_files(folder) == ({"TYP001", "BND001"}, True)
    write(folder, {".gitignore": "key.pem\n"})
    time.sleep(0.03)
    assert with_all_files(folder) == ({"TYP001"}, False)
    git(folder, "add", "--force", "key.pem")
    time.sleep(0.03)
    assert with_all_files(folder) == ({"TYP001", "BND001"}, False)


def test_settings_are_an_input(folder: Path) -> None:
    """Another selection of rules finds other things."""
    assert codes(linted(folder)[0]) == {"TYP001", "BND006"}
    assert codes(linted(folder, ignore="TYP001")[0]) == {"BND006"}
    assert linted(folder, ignore="TYP001")[2]
    assert codes(linted(folder)[0]) == {"TYP001", "BND006"}


def own(written: str) -> Rule:
    return Rule("TEA001", "of-the-team", Severity.ERROR, "", "", "", "", Scope.TASK, nothing, written=written)


def test_a_policy_is_known_by_its_text_and_a_plugin_by_nothing(folder: Path) -> None:
    """Nobody can say whether a plugin's code is what it was."""
    assert [linted(folder, own=(own("a"),))[2] for _ in range(2)] == [False, True]
    assert [linted(folder, own=(own("b"),))[2] for _ in range(2)] == [False, True]
    assert [linted(folder, own=(own(""),))[2] for _ in range(2)] == [False, False]
    remarks = [each.text for each in api.lint(request(folder, own=(own(""),))).remarks]
    assert remarks[-1] == "findings are not kept in the cache: rules of plugins may find anything (TEA001)"


def test_what_changes_meanwhile_is_looked_at_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is changed after a rule read it may be known by what no rule has seen."""

    def find_and_change(*args: Any) -> list[Finding]:
        found = find(*args)
        more_required(folder)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(_lint, "find", find_and_change)
        linted(folder)
    assert not linted(folder)[2]
    assert linted(folder)[2]


@pytest.mark.parametrize("damage", [b"", b"flytex-1" + bytes(40), b"{}"])
def test_a_damaged_entry_is_a_miss(folder: Path, damage: bytes) -> None:
    """It is written anew."""
    first = linted(folder)
    for entry in (folder.parent / "cache" / "entries").glob("*/*"):
        entry.write_bytes(damage)
    time.sleep(0.03)
    assert linted(folder) == first
    assert linted(folder) == (*first[:2], True)


def test_a_pod_is_built_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows from a task's spec alone is remembered where a rule has to look again."""
    built: list[str] = []

    def count(spec: Any) -> Any:
        built.append(spec.task_template.id.name)
        return to_pod(spec)

    monkeypatch.setattr(build, "to_pod", count)
    assert not linted(folder)[2]
    no_data(folder)
    assert not linted(folder)[2]
    assert built == ["shop.fit"]
    write(
        folder,
        {"flow.py": FLOW.replace("@env.task", "@env.task(triggers=flyte.Trigger('t' * 300, flyte.Cron('0 3 * * *')))")},
    )
    time.sleep(0.03)
    found = [linted(folder)[0]]
    write(folder, {"data.txt": "1"})
    time.sleep(0.03)
    found.append(linted(folder)[0])
    assert built == ["shop.fit", "shop.fit"]
    assert found[1] == api.lint(request(folder, cache=False)).findings
    assert {*found[0]} < {*found[1]}
    assert "CON001" in codes(found[0])
