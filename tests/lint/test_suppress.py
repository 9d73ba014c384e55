"""Suppressions of what belongs to tasks, mandatory rules, and when an unused one is not reported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flytex_cli.lint import registry
from flytex_cli.lint.engine import Subjects, find
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.registry import all_rules
from flytex_cli.lint.rule import Rule
from flytex_cli.project import Project, Task
from tests.lint.linting import places, rules_for
from tests.lint.making import project_of, rule

LNT = [rule for rule in all_rules() if rule.group == "LNT"]
BAD = 'env = flyte.TaskEnvironment("env", resources=flyte.Resources(memory="1GiB"))'


def at_the_task(task: Task) -> Iterator[Hit]:
    yield Hit("at the task", task.place)


def in_the_body(task: Task) -> Iterator[Hit]:
    assert task.source is not None
    assert task.function is not None
    yield Hit("in the body", task.project.place(task.source, task.function.body[-1]))


@pytest.fixture
def more_rules(monkeypatch: pytest.MonkeyPatch) -> list[Rule]:
    """Two further rules that find something in every task."""
    made = [rule("ZZZ001", at_the_task), rule("ZZZ002", in_the_body)]
    monkeypatch.setattr("flytex_cli.lint.engine.all_rules", lambda: (*all_rules(), *made))
    assert registry.all_rules is all_rules
    return made


TASK = """
import flyte

env = flyte.TaskEnvironment("env"){environment}


@env.task({decorator}
    retries=1,
){closing}
async def one({head}
    x: int,
) -> int:{last}
    y = x{inside}
    return y{line}
"""


@pytest.mark.parametrize(
    ("where", "left"),
    [
        ("environment", []),
        ("decorator", []),
        ("closing", []),
        ("head", []),
        ("last", []),
        ("inside", ["ZZZ001", "ZZZ002", "LNT001", "LNT001"]),
        ("line", ["ZZZ001", "LNT001"]),
    ],
)
def test_reach_of_a_comment(where: str, left: list[str], tmp_path: Path, more_rules: list[Rule]) -> None:
    """On the environment's call and the head of a task it covers all of the task, elsewhere its own statement."""
    comments = dict.fromkeys(("environment", "decorator", "closing", "head", "last", "inside", "line"), "")
    text = TASK.format(**comments | {where: "  # flytex: ignore[ZZZ001, ZZZ002] reason"})
    found = find(Subjects(project_of(tmp_path, text)), [*more_rules, *LNT])
    assert sorted(each.code for each in found) == sorted(left)


def test_a_task_made_by_a_call(tmp_path: Path, more_rules: list[Rule]) -> None:
    text = """
    import flyte
    from flyte.extras import ContainerTask

    one = ContainerTask(
        "one", image="alpine", command=["true"]
    )  # flytex: ignore[ZZZ001]
    env = flyte.TaskEnvironment.from_task("env", one)
    """
    assert find(Subjects(project_of(tmp_path, text)), [more_rules[0], *LNT]) == []


def test_mandatory_findings_stay_and_the_comment_is_said_to_be_of_no_use(tmp_path: Path) -> None:
    module = f"""
    import flyte

    {BAD}  # flytex: ignore[RES001] please


    @env.task
    async def one(x: int) -> int:
        return x
    """
    project = project_of(tmp_path, module)
    assert places(find(Subjects(project), rules_for())) == []
    found = find(Subjects(project), rules_for(), mandatory=["RES"])
    assert places(found) == [("m0.py", 3, "LNT001"), ("m0.py", 3, "RES001")]
    assert "RES001 is mandatory here" in next(each.message for each in found if each.code == "LNT001")


def test_mandatory_findings_stay_in_skipped_files(tmp_path: Path) -> None:
    text = f"# flytex: skip-file\nimport flyte\n{BAD}\n\n@env.task\nasync def one(x: int) -> int:\n    return x\n"
    project = project_of(tmp_path, text)
    assert find(Subjects(project), rules_for()) == []
    assert places(find(Subjects(project), rules_for(), mandatory=["RES001"])) == [("m0.py", 3, "RES001")]


UNUSED = 'import flyte\nenv = flyte.TaskEnvironment("{name}")  # flytex: ignore[{code}]\n\n@env.task\nasync def one(x: int) -> int:\n    return x\n'


def unused(project: Project, rules: list[Rule]) -> list[tuple[str, int, str]]:
    return [place for place in places(find(Subjects(project), rules)) if place[2] == "LNT001"]


def test_unused_is_said_of_rules_that_ran(tmp_path: Path) -> None:
    project = project_of(tmp_path, UNUSED.format(name="env", code="RES001"))
    assert unused(project, rules_for()) == [("m0.py", 2, "LNT001")]


def test_unused_is_not_said_of_rules_that_were_not_run(tmp_path: Path) -> None:
    """Deselected, opt-in, or outside their SDK range: not run is not run."""
    every = rules_for()
    project = project_of(tmp_path, UNUSED.format(name="env", code="RES001"))
    assert unused(project, [each for each in every if each.code != "RES001"]) == []
    opt_in = next(each.code for each in all_rules() if not each.default)
    assert unused(project_of(tmp_path, m1=UNUSED.format(name="env", code=opt_in)), every) == []
    half = project_of(tmp_path, m2=UNUSED.format(name="env", code="RES"))
    assert unused(half, [each for each in every if each.code != "RES001"]) == []


def test_unused_is_not_said_in_files_that_failed(tmp_path: Path) -> None:
    """A module that does not load, and one a task of which cannot be translated."""
    text = UNUSED.format(name="env", code="RES001")
    assert unused(project_of(tmp_path, text + "\n1 / 0\n"), rules_for()) == []
    untranslated = (
        text
        + '\nother = flyte.TaskEnvironment("other", env_vars={"A": 1})\n\n@other.task\nasync def two() -> int:\n    return 1\n'
    )
    project = project_of(tmp_path, m1=untranslated)
    assert any(report.failed for report in project.reports)
    assert unused(project, rules_for()) == []


def test_unused_is_not_said_where_another_module_failed(tmp_path: Path) -> None:
    """It may be the one that adds the task to an environment whose setting is meant."""
    good = UNUSED.format(name="env", code="RES001")
    assert unused(project_of(tmp_path, good), rules_for()) == [("m0.py", 2, "LNT001")]
    assert unused(project_of(tmp_path, good, "1 / 0\n"), rules_for()) == []
