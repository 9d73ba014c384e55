"""Severities, and what files and tasks are spared."""

from __future__ import annotations

from pathlib import Path

import pytest

from flytex_cli.lint.finding import Finding
from flytex_cli.lint.policy import Policy
from flytex_cli.project import Project
from flytex_cli.records import Severity
from tests.lint.making import finding, project_of

MODULE = """
import flyte

train = flyte.TaskEnvironment("train")


@train.task
async def fit(x: int) -> int:
    return x


@train.task
async def score(x: int) -> int:
    return x
"""
OF_TASK, OF_OTHER = finding(task="train.fit"), finding(task="train.score")
OF_ENVIRONMENT, OF_NOBODY = finding(task="train"), finding(task=None)
EVERY = [OF_TASK, OF_OTHER, OF_ENVIRONMENT, OF_NOBODY]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project_of(tmp_path_factory.mktemp("policy"), MODULE)


def test_the_longest_selector_gives_the_severity(project: Project) -> None:
    policy = Policy(severity={"ALL": Severity.INFO, "RES": Severity.WARNING, "RES001": Severity.ERROR})
    given = [finding(code) for code in ("RES001", "RES002", "ENV001")]
    assert [each.severity for each in policy.apply(given, project)] == [
        Severity.ERROR, Severity.WARNING, Severity.INFO
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "spared"),
    [
        ("flows/*", True),
        ("flows/", True),
        ("train.py", True),
        ("**/train.py", True),
        ("/train.py", False),
        ("legacy/*", False),
        ("flows/[a-s]*.py", False),
    ],
)
def test_files_are_spared_by_gitignore_patterns_from_the_project_s_folder(
    pattern: str, spared: bool, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "flows").mkdir()
    policy = Policy(per_file_ignores={pattern: ["RES"]}, folder=tmp_path)
    for here, file in ((tmp_path, "flows/train.py"), (tmp_path / "flows", "train.py")):
        monkeypatch.chdir(here)
        given = [finding(file=file), finding("ENV001", file=file)]
        assert policy.apply(given, project) == (given[1:] if spared else given)


@pytest.mark.parametrize(
    ("glob", "left"),
    [
        ("train.fit", [OF_OTHER, OF_ENVIRONMENT, OF_NOBODY]),
        ("*.fit", [OF_OTHER, OF_ENVIRONMENT, OF_NOBODY]),
        ("train.*", [OF_ENVIRONMENT, OF_NOBODY]),
        ("train", [OF_NOBODY]),
        ("fit", EVERY),
    ],
)
def test_tasks_are_spared_by_their_full_name_or_their_environment_s(
    glob: str, left: list[Finding], project: Project
) -> None:
    assert Policy(per_task_ignores={glob: ["RES001"]}).apply(EVERY, project) == left
    assert Policy(per_task_ignores={glob: ["ENV"]}).apply(EVERY, project) == EVERY


def test_nobody_is_spared_a_mandatory_finding(project: Project) -> None:
    policy = Policy(per_file_ignores={"*": ["ALL"]}, per_task_ignores={"*": ["ALL"]}, mandatory=["RES"])
    assert policy.apply([OF_TASK, finding("ENV001")], project) == [OF_TASK]
