"""Rules that installed packages bring."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness import REPOSITORY, Flytex

EXAMPLE = REPOSITORY / "docs/plugin-example"
FLOW = """
import flyte

env = flyte.TaskEnvironment("shop", image="ghcr.io/acme/shop:1")


@env.task(cache="auto")
async def rates() -> float:
    return 1.0
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A module."""
    (tmp_path / "flow.py").write_text(FLOW)
    return tmp_path


def installed(folder: Path, text: str | None = None, value: str = "acme_rules:PLUGIN") -> dict[str, str]:
    """Install a package as `pip install --target` leaves it; return the variables under which Python sees it."""
    home = folder / "installed"
    home.mkdir()
    if text is None:
        shutil.copytree(EXAMPLE / "src/acme_rules", home / "acme_rules")
    else:
        (home / "acme_rules.py").write_text(text)
    metadata = home / "acme_rules-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-rules\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(f"[flytex.rules]\nacme = {value}\n")
    return {"PYTHONPATH": str(home)}


@pytest.mark.engines
def test_the_example_of_the_documents(fresh_flytex: Flytex, project: Path) -> None:
    """It finds what it says, is explained, selected and suppressed like flytex's own."""
    variables = installed(project)
    outcome = fresh_flytex("lint", "flow.py", "-f", "json", "--select", "ACM", **variables)
    [finding] = json.loads(outcome.out)["findings"]
    assert (finding["code"], finding["line"], finding["task"]) == ("ACM001", 7, "shop.rates")
    assert fresh_flytex("rule", "cached-without-input", **variables).out.startswith("ACM001 cached-without-input\n")
    (project / "flow.py").write_text(FLOW.replace('"auto")', '"auto")  # flytex: ignore[ACM001] it is meant'))
    assert fresh_flytex("lint", "flow.py", "--select", "ACM", **variables).code == 0
    assert fresh_flytex("lint", "flow.py", "--select", "ACM").code == 2


def test_the_example_is_a_whole_package(project: Path) -> None:
    """Its wheel names the entry point, as the packages that pip installs do."""
    text = (EXAMPLE / "pyproject.toml").read_text()
    assert '[project.entry-points."flytex.rules"]\nacme = "acme_rules:PLUGIN"' in text
    source = (EXAMPLE / "src/acme_rules/__init__.py").read_text()
    assert source in (REPOSITORY / "docs/policies.md").read_text()


OWN = """
import dataclasses

import flytex

RULE = flytex.Rule("ACM001", "a", flytex.Severity.ERROR, "s", "w", "", "", flytex.Scope.TASK, lambda task: ())
CHANGED = dataclasses.replace(RULE, {})
PLUGIN = flytex.RulePlugin((CHANGED, CHANGED))
"""
BROKEN = [
    ("raise RuntimeError('no')", "plugin acme (acme-rules 1.0) cannot be imported: RuntimeError: no"),
    ("PLUGIN = 3", "plugin acme (acme-rules 1.0): acme_rules:PLUGIN is a int, not a flytex.RulePlugin"),
    (
        "import flytex\nPLUGIN = flytex.RulePlugin((), api=99)",
        "plugin acme (acme-rules 1.0) is written for version 99 of a plugin's interface; this is version 1",
    ),
    ("import flytex\nPLUGIN = flytex.RulePlugin((3,))", "plugin acme (acme-rules 1.0): 3 is not a flytex.Rule"),
    (
        "import flytex\nfrom dataclasses import replace\nfrom flytex_cli.lint.registry import all_rules\n"
        "PLUGIN = flytex.RulePlugin((next(rule for rule in all_rules() if rule.code == 'RES001'),))",
        "plugin acme (acme-rules 1.0): there is a rule 'RES001' already",
    ),
    ("raise SystemExit(0)", "plugin acme (acme-rules 1.0) cannot be imported: SystemExit: 0"),
    (
        "import flytex\nPLUGIN = flytex.RulePlugin(None)",
        "plugin acme (acme-rules 1.0) does not give its rules: TypeError: 'NoneType' object is not iterable",
    ),
    *(
        (OWN.format(change), f"plugin acme (acme-rules 1.0): {said}")
        for change, said in (
            ("", "there is a rule 'ACM001' already"),
            ("code=3", "of the rule 3 its code is 3, not a str"),
            ("code='acme'", "the code 'acme' is not letters and digits, such as ACM001"),
            ("severity='error'", "of the rule 'ACM001' its severity is 'error', not a Severity"),
            ("check=None", "of the rule 'ACM001' its check is None, no function"),
            ("scope=None", "of the rule 'ACM001' its scope is None, not a Scope"),
            ("scope=flytex.Scope.SOURCE", "ACM001 has the scope SOURCE"),
        )
    ),
]


@pytest.mark.parametrize(("text", "said"), BROKEN, ids=[said for _, said in BROKEN])
def test_a_broken_plugin_is_named(fresh_flytex: Flytex, project: Path, text: str, said: str) -> None:
    """Not a crash, and no finding is lost in silence."""
    outcome = fresh_flytex("lint", "flow.py", **installed(project, text))
    assert outcome.code == 2
    assert outcome.stderr.splitlines()[0] == f"error: {said}"


def test_a_rule_that_raises_is_named_with_its_task(fresh_flytex: Flytex, project: Path) -> None:
    """And how to go on without it."""
    source = (EXAMPLE / "src/acme_rules/__init__.py").read_text()
    variables = installed(project, source.replace("cache = task.facts.cache or {}", "raise KeyError('cash')"))
    outcome = fresh_flytex("lint", "flow.py", **variables)
    assert outcome.code == 2
    assert outcome.stderr == (
        "error: rule ACM001 of plugin acme (acme-rules 1.0) failed on shop.rates: KeyError: 'cash'\n"
        "  hint: turn it off with --ignore ACM001, and tell its authors\n"
    )
    assert fresh_flytex("lint", "flow.py", "--ignore", "ACM001", **variables).code == 0


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return None", "TypeError: 'NoneType' object is not iterable"),
        ("return [3]", "TypeError: it yields 3, not a flytex.Hit"),
        ("return [flytex.Hit(3, task.at())]", "TypeError: of a hit its message is 3, not a str"),
        ("return [flytex.Hit('a', None)]", "TypeError: of a hit its place is None, not a Place"),
        (
            "return [flytex.Hit('a', task.at(), severity='error')]",
            "TypeError: of a hit its severity is 'error', not a Severity",
        ),
        ("raise SystemExit(0)", "SystemExit: 0"),
        ("return check(task)", "RecursionError: maximum recursion depth exceeded"),
    ],
)
def test_a_check_that_gives_what_is_no_hit_is_named(fresh_flytex: Flytex, project: Path, body: str, said: str) -> None:
    source = (EXAMPLE / "src/acme_rules/__init__.py").read_text()
    begin, end = source.index("    cache = task.facts"), source.index("ACM001 = ")
    text = f"{source[:begin]}    {body}\n\n\n{source[end:]}"
    outcome = fresh_flytex("lint", "flow.py", **installed(project, text))
    assert (outcome.code, outcome.out) == (2, "")
    assert (
        outcome.stderr.splitlines()[0]
        == f"error: rule ACM001 of plugin acme (acme-rules 1.0) failed on shop.rates: {said}"
    )


def test_what_a_plugin_prints_is_no_result(fresh_flytex: Flytex, project: Path) -> None:
    """Neither when it is imported nor when it checks: stdout is JSON, whole."""
    source = (EXAMPLE / "src/acme_rules/__init__.py").read_text()
    text = source.replace("    cache = task", "    print('checking')\n    cache = task") + "\nprint('imported')\n"
    outcome = fresh_flytex("lint", "flow.py", "-f", "json", "--select", "ACM", **installed(project, text))
    assert [finding["code"] for finding in json.loads(outcome.out)["findings"]] == ["ACM001"]
    assert outcome.stderr.splitlines()[:2] == ["imported", "checking"]


def test_plugins_do_not_run_with_user_code(project: Path) -> None:
    """The process of a module knows none of them."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from flytex_cli.load import worker;"
        "print('acme_rules' in sys.modules, 'flytex_cli.lint' in sys.modules)"
    )
    home = installed(project)["PYTHONPATH"]
    done = subprocess.run([sys.executable, "-c", program, home], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"
