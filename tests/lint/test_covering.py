"""One mistake, one finding: what a rule says better than another, and only where it has said it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flytex_cli.lint.engine import Subjects, find
from flytex_cli.lint.finding import Finding
from flytex_cli.lint.registry import all_rules
from flytex_cli.lint.rule import Rule
from flytex_cli.lint.rule_lookup import rules_of
from flytex_cli.pods.findings import Code
from tests.lint.making import project_of

MEMORY = """
    import flyte
    env = flyte.TaskEnvironment("e", resources=flyte.Resources(memory="250MB"))

    @env.task
    async def f() -> int: ...
"""
CRASH = """
    import flyte
    env = flyte.TaskEnvironment("e", env_vars={"A": 1})

    @env.task
    async def f() -> int: ...
"""
ACCOUNT = """
    import flyte
    env = flyte.TaskEnvironment("e", service_account="Bad Name")

    @env.task
    async def f() -> int: ...
"""
UNANNOTATED = """
    import flyte
    env = flyte.TaskEnvironment("e", cache="auto")

    @env.task
    async def f(x: int):
        return x
"""
CASES = [
    (ACCOUNT, "POD005", "POD003"),
    (UNANNOTATED, "TYP005", "CAC005"),
    (MEMORY, "RES001", "POD003"),
    (rules_of("TRG004")[0].bad, "TRG004", "CON001"),
    (CRASH, "ENV001", "LOD002"),
]


def told(folder: Path, text: str, without: str = "") -> set[str]:
    """The codes of the rules that run by default, but for one."""
    rules = [rule for rule in all_rules() if rule.default and rule.code != without]
    return {finding.code for finding in find(Subjects(project_of(folder, text)), rules)}


@pytest.mark.parametrize(("text", "better", "covered"), CASES, ids=[case[1] for case in CASES])
def test_a_covered_finding_comes_back_where_the_covering_rule_does_not_run(
    tmp_path: Path, text: str, better: str, covered: str
) -> None:
    """`--ignore RES001` must not hide that the Pod is refused."""
    found = told(tmp_path, text)
    assert better in found
    assert covered not in found
    assert covered in told(tmp_path, text, without=better)


def test_a_comment_suppresses_the_mistake_and_not_only_its_better_half(tmp_path: Path) -> None:
    """Covers apply before suppressions."""
    text = MEMORY.replace('"250MB"))', '"250MB"))  # flytex: ignore[RES001] as the cluster has it')
    assert {"RES001", "POD003"} & told(tmp_path, text) == set()


def test_another_task_is_not_covered(tmp_path: Path) -> None:
    """Only the tasks that the covering rule found something on."""
    sidecar = """
    import flyte
    from kubernetes.client import V1Container, V1PodSpec, V1ResourceRequirements
    broken = V1Container(name="a", image="a:1", resources=V1ResourceRequirements(limits={"memory": "250MB"}))
    pod = flyte.PodTemplate(pod_spec=V1PodSpec(containers=[V1Container(name="primary"), broken]))
    other = flyte.TaskEnvironment("o", pod_template=pod)

    @other.task
    async def g() -> int: ...
    """
    assert {"RES001", "POD003"} <= told(tmp_path, MEMORY + sidecar.removeprefix("\n    import flyte"))


TAILS = ("", " resources", " generated", " service account")


@pytest.mark.parametrize("rule", [rule for rule in all_rules() if rule.covers], ids=lambda rule: rule.code)
def test_what_a_rule_covers_exists(rule: Rule) -> None:
    """Another rule; of the Pod's rules, one of podspec's codes."""
    for cover in rule.covers:
        assert rules_of(cover.code)[0].code == cover.code != rule.code
        if cover.code.startswith("POD"):
            aspects = [f"{code.value}{tail}" for code in Code for tail in TAILS]
            for pattern in cover.aspect.split("|"):
                assert any(re.fullmatch(pattern, aspect) for aspect in aspects), pattern


def test_a_finding_has_no_aspect() -> None:
    """It is between rules, and no format shows it."""
    assert "aspect" not in Finding.__dataclass_fields__
