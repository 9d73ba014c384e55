"""One record a task, however many modules reach it; two tasks of one name are an error."""

from __future__ import annotations

import pytest

from flytex_cli.load.locations import locations
from flytex_cli.load.unique import is_wanted, matching, unique_diagnostics, unique_records
from flytex_cli.records import (
    Diagnostic,
    Facts,
    Message,
    ModuleReport,
    Severity,
    ShownLocation,
    SourceLocation,
    TaskRecord,
)


def record(name: str, file: str, spec: bytes = b"") -> TaskRecord:
    facts = Facts("AsyncFunctionTaskTemplate", "def t()", ())
    return TaskRecord(name, name.partition(".")[0], facts, SourceLocation(file, 3), Message.TASKSPEC, spec)


def report(file: str, *records: TaskRecord) -> ModuleReport:
    return ModuleReport(file, "/repo", records=records)


def test_a_task_is_taken_from_the_module_that_defines_it():
    """In the order that tasks were first met."""
    importing = report("main.py", record("e.t", "lib.py"), record("e.main", "main.py"))
    defining = report("lib.py", own := record("e.t", "lib.py"))
    records, problems = unique_records([importing, defining], "/repo")
    assert [each.name for each in records] == ["e.t", "e.main"]
    assert records[0] is own
    assert problems == []


def test_two_tasks_of_one_name_are_an_error_that_names_both():
    records, problems = unique_records(
        [report("a.py", record("e.t", "a.py", b"1")), report("b.py", record("e.t", "b.py", b"2"))], "/repo"
    )
    assert [str(each.location) for each in records] == ["a.py:3"]
    assert [each.message for each in problems] == ["two different tasks are named 'e.t': a.py:3 and b.py:3"]
    assert [str(each.location) for each in problems] == ["b.py:3"]


def test_the_same_task_written_twice_is_no_error():
    """A copy of a module gives the same spec."""
    _, problems = unique_records(
        [report("a.py", record("e.t", "a.py", b"1")), report("b.py", record("e.t", "b.py", b"1"))], "/repo"
    )
    assert problems == []


def test_a_diagnostic_is_said_once_whatever_its_traceback():
    first = Diagnostic(Severity.ERROR, "no", location=ShownLocation("a.py"), trace="by main.py")
    again = Diagnostic(Severity.ERROR, "no", location=ShownLocation("a.py"), trace="by other.py")
    other = Diagnostic(Severity.ERROR, "no", location=ShownLocation("b.py"))
    assert unique_diagnostics([first, again, other]) == [first, other]


@pytest.mark.parametrize(
    ("environments", "tasks", "wanted"),
    [
        ([], [], True),
        (["e"], [], True),
        (["f"], [], False),
        (["e", "f"], ["tr*"], True),
        ([], ["e.tr*"], True),
        ([], ["main"], False),
        (["f"], ["train"], False),
    ],
)
def test_filters(environments, tasks, wanted):
    """An environment by its name; a task by a pattern of its full or its short name."""
    assert is_wanted("e.train", "e", environments, tasks) is wanted
    records = [record("e.train", "a.py")]
    assert matching(records, environments, tasks) == (records if wanted else [])


def test_a_person_finds_a_task_where_it_is_defined():
    importing, defining = report("main.py", record("e.t", "lib.py")), report("lib.py", record("e.t", "lib.py"))
    assert locations([importing, defining], "/repo") == {"e.t": ShownLocation("lib.py", 3)}
    assert locations([importing], "/elsewhere") == {"e.t": ShownLocation("/repo/lib.py", 3)}
