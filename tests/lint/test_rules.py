"""Every rule finds what it must and nothing else: its own two examples, and a table of further cases."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace

import pytest

from flytex_cli.engine.base import EngineChoice
from flytex_cli.lint.finding import Finding
from flytex_cli.lint.registry import all_rules
from flytex_cli.lint.rule import Rule
from flytex_cli.project import Project
from flytex_cli.records import Severity
from tests.harness import FIXTURES
from tests.lint.linting import Case, cases, codes, lint_texts, linted, places, projects

pytestmark = [pytest.mark.engines, pytest.mark.xdist_group("lint rules")]

HAS_SDK = importlib.util.find_spec("flyte") is not None
ENGINES = (EngineChoice.SDK, EngineChoice.STANDIN) if HAS_SDK else (EngineChoice.STANDIN,)
RULES = all_rules()
NOT_HERE = {"TYP003"} if sys.version_info < (3, 11) else set()
"""Mistakes that this Python does not know: before 3.11 a default of None makes the type optional."""

Key = tuple[EngineChoice, str]


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> dict[Key, list[Finding]]:
    """The findings in every rule's examples, all loaded in one run an engine."""
    found = {}
    enabled = {rule.code for rule in RULES if not rule.default}
    texts = {f"{rule.code.lower()}_{kind}": getattr(rule, kind) for rule in RULES for kind in ("bad", "good")}
    folder = tmp_path_factory.mktemp("examples")
    for engine in ENGINES:
        for name, findings in lint_texts(texts, engine, folder, enabled).items():
            rule = name.partition("_")[0].upper()
            found[engine, name] = [f for f in findings if f.code == rule or f.code not in enabled]
    return found


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_s_own_examples(rule: Rule, engine: EngineChoice, examples: dict[Key, list[Finding]]) -> None:
    """The bad one has this mistake and no other; the good one is clean."""
    expected = {rule.code} - NOT_HERE
    assert set(codes(examples[engine, f"{rule.code.lower()}_bad"])) == expected
    assert codes(examples[engine, f"{rule.code.lower()}_good"]) == []


@pytest.fixture(scope="module")
def tables() -> dict[Key, list[Finding]]:
    """The findings in every case, all loaded in one run an engine."""
    every = cases()
    found = {}
    for engine in ENGINES:
        for case, project in zip(every, _loaded(every, engine), strict=True):
            found[engine, case.name] = linted(project, case.enabled, case.copy_style, case.cluster)
    return found


def _loaded(every: list[Case], engine: EngineChoice) -> list[Project]:
    return projects([case.files for case in every], engine, *(case.root for case in every))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_cases(case: Case, engine: EngineChoice, tables: dict[Key, list[Finding]]) -> None:
    """Each finding that a comment expects, at its line, and no other."""
    assert places(tables[engine, case.name]) == case.expected


@pytest.mark.skipif(len(ENGINES) < 2, reason="the SDK is not installed here; make test runs this where it is")
def test_both_engines_say_the_same(tables: dict[Key, list[Finding]], examples: dict[Key, list[Finding]]) -> None:
    """Word for word, in every case and example."""
    for found in (tables, examples):
        for engine, name in found:
            if engine is EngineChoice.SDK:
                said = [[_comparable(f) for f in found[each, name]] for each in ENGINES]
                assert said[0] == said[1], name


def _comparable(finding: Finding) -> Finding:
    """The text of an exception is the engine's own."""
    return replace(finding, message="") if finding.code in ("LOD001", "LOD002") else finding


def test_what_a_stub_hides_is_a_warning(tables: dict[Key, list[Finding]]) -> None:
    """A run with stubs must not fail for a type that is known where its package is installed."""
    for engine in ENGINES:
        assert [finding.severity for finding in tables[engine, "lod/stubbed"]] == [Severity.WARNING]
        assert [finding.severity for finding in tables[engine, "lod/task"]] == [Severity.ERROR]


def test_a_severity_of_its_own_is_on_the_page(tables: dict[Key, list[Finding]]) -> None:
    """A finding has the severity of its rule, or the other one that the rule's page tells of."""
    for findings in tables.values():
        for finding in findings:
            rule = next(rule for rule in RULES if rule.code == finding.code)
            told = {rule.severity, rule.otherwise[0] if rule.otherwise is not None else None}
            assert finding.severity in told, rule.code


def test_every_rule_has_cases() -> None:
    """Each rule is expected somewhere in the table, beyond its own two examples."""
    expected = {code for case in cases() for _, _, code in case.expected}
    assert {rule.code for rule in all_rules()} - expected == NOT_HERE


def test_codes_and_slugs_are_unique() -> None:
    every = all_rules()
    assert len({rule.code for rule in every}) == len({rule.slug for rule in every}) == len(every)


def test_fixtures_are_clean() -> None:
    """What the project shows as good is good."""
    files = sorted(FIXTURES.glob("*.py"))
    for engine in ENGINES:
        for file, project in zip(files, projects([(file,) for file in files], engine, FIXTURES), strict=True):
            assert linted(project) == [], file
