"""A baseline knows findings whatever lines they move to, and no more of them than there were."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from flytex_cli.errors import UsageError
from flytex_cli.lint.baseline import Baseline, read_baseline
from flytex_cli.lint.engine import Subjects, find
from tests.lint.linting import rules_for
from tests.lint.making import finding, project_of

HERE = Path("baseline")


def test_a_finding_that_moved_is_known() -> None:
    baseline = Baseline.of([finding(at=(3, 1, 3, 5))], HERE)
    assert baseline.new([finding(at=(30, 9, 31, 2))]) == []


@pytest.mark.parametrize("change", [{"code": "RES002"}, {"message": "memory is '2GiB'"}, {"task": "train.score"}])
def test_another_finding_is_new(change: dict[str, Any]) -> None:
    other = finding(**change)
    assert Baseline.of([finding()], HERE).new([other]) == [other]


def test_one_more_of_the_same_is_new() -> None:
    baseline = Baseline.of([finding(), finding(at=(9, 1, 9, 2))], HERE)
    assert len(baseline.new([finding()] * 3)) == 1
    assert baseline.new([finding()] * 2) == []


def test_findings_of_nobody_are_known_by_their_file_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "flows").mkdir()
    monkeypatch.chdir(tmp_path)
    baseline = Baseline.of([finding(task=None, file="flows/train.py")], tmp_path)
    assert baseline.new([finding(task=None, file="flows/other.py")]) != []
    monkeypatch.chdir(tmp_path / "flows")
    assert baseline.new([finding(task=None, file="train.py")]) == []


def test_mandatory_findings_are_never_known() -> None:
    given = [finding("SEC001"), finding()]
    baseline = Baseline.of(given, HERE, ["SEC"])
    assert [code for code, _, _ in baseline.known] == ["RES001"]
    assert Baseline.of(given, HERE).new(given, ["SEC"]) == [given[0]]


def test_the_file_is_the_same_for_the_same_findings_and_quotes_none_of_them(tmp_path: Path) -> None:
    """A message may hold what looks like a credential."""
    given = [finding(message="sk-123 looks like a credential", task=name) for name in ("b.x", "a.x", "a.x")]
    data = Baseline.of(given, tmp_path).dump()
    assert data == Baseline.of(reversed(given), tmp_path).dump()
    assert b"sk-123" not in data
    assert [(each["in"], each["count"]) for each in json.loads(data)["findings"]] == [("a.x", 2), ("b.x", 1)]
    (tmp_path / "b.json").write_bytes(data)
    assert read_baseline(tmp_path / "b.json") == Baseline.of(given, tmp_path)


def test_what_no_longer_occurs_is_said_where_it_was_looked_for(tmp_path: Path) -> None:
    text = """
    import flyte

    env = flyte.TaskEnvironment("env", resources=flyte.Resources(memory="1GiB"))


    @env.task
    async def one(x: int) -> int:
        return x
    """
    bad = project_of(tmp_path, text)
    baseline = Baseline.of(find(Subjects(bad), rules_for()), tmp_path)
    assert [key[:2] for key in baseline.known] == [("RES001", "env")]
    mended = project_of(tmp_path, text.replace("1GiB", "1Gi"))
    assert [key[:2] for key in baseline.fixed([], mended, rules_for())] == [("RES001", "env")]
    assert baseline.fixed([], mended, [each for each in rules_for() if each.code != "RES001"]) == []
    elsewhere = project_of(tmp_path, m7=text.replace('"env"', '"other"'))
    assert baseline.fixed([], elsewhere, rules_for()) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is not a baseline"),
        ("[]", "is not a baseline"),
        ('{"version": 1}', "is not a baseline"),
        ('{"version": 1, "findings": [{"code": "RES001"}]}', "is not a baseline"),
        ('{"version": 1, "findings": [[]]}', "is not a baseline"),
        (
            '{"version": 1, "findings": [{"code": "RES001", "in": "x", "message": "y", "count": "2"}]}',
            "is not a baseline",
        ),
        ('{"version": 9, "findings": []}', "version 9"),
    ],
)
def test_a_file_that_is_no_baseline_is_refused(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "b.json"
    file.write_text(text)
    with pytest.raises(UsageError, match=said):
        read_baseline(file)
