"""What the names in a module stand for, as the parent is told of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flytex_cli.load.protocol import LoadRequest
from flytex_cli.load.runner import load
from flytex_cli.records import ModuleReport
from tests.harness import modules_at

pytestmark = pytest.mark.engines

HELPERS = """
import flyte

other = flyte.TaskEnvironment("other")

@other.task
async def far(x: int) -> int:
    return x

def plain(x):
    return x
"""

FLOW = """
import flyte
import helpers as h
from flyte.report import log
from helpers import plain

env = flyte.TaskEnvironment("e", depends_on=[h.other])

@flyte.trace
async def traced(x: int) -> int:
    return x

@env.task
async def child(x: int) -> int:
    log("x")
    return plain(x)

@env.task
async def parent(x: int, plain: int = 0) -> int:
    from helpers import far as near
    child = x
    await near(x)
    await h.far(x)
    await traced(plain)
    flyte.map(h.far, [child for child in [x]])
    return child

@env.task
async def child(x: int) -> int:
    return x
"""


@pytest.fixture
def report(write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleReport:
    write("helpers.py", HELPERS)
    write("flow.py", FLOW)
    monkeypatch.chdir(tmp_path)
    return load(modules_at(["flow.py"]), LoadRequest(declarations=True)).reports[0]


def test_uses_are_told_by_where_they_end_and_by_python_s_scopes(report: ModuleReport) -> None:
    flow = report.sources[0]
    lines = FLOW.lstrip("\n").splitlines()
    told: dict[int, list[Any]] = {}
    for place, index in flow.uses.items():
        line, column = map(int, place.split(":"))
        thing = flow.things[index]
        told.setdefault(line, []).append(
            (lines[line - 1][:column].split()[-1].lstrip("([*"), thing.kind.value, thing.name)
        )
    body = {line: sorted(found) for line, found in told.items() if line >= 13 and not lines[line - 1].startswith("@")}
    assert body == {
        14: [("log", "flyte", "flyte.report.log")],
        15: [("plain", "function", "helpers:plain")],
        21: [("near", "task", "other.far")],
        22: [("h.far", "task", "other.far")],
        23: [("traced", "function", "flow:traced")],
        24: [
            ("flyte", "flyte", "flyte"),
            ("flyte.map", "flyte", "flyte.map"),
            ("flyte.map(h.far", "task", "other.far"),
        ],
    }
    assert [thing.traced for thing in flow.things if thing.name == "flow:traced"] == [True]
    assert [(thing.file, thing.line) for thing in flow.things if thing.name == "other.far"] == [("helpers.py", 5)]


def test_the_files_of_imported_functions_and_tasks_are_told_too(report: ModuleReport) -> None:
    assert [(source.file, source.module) for source in report.sources] == [
        ("flow.py", "flow"),
        ("helpers.py", "helpers"),
    ]


def test_every_task_is_declared_also_one_that_was_replaced(report: ModuleReport) -> None:
    assert [(task.name, task.location.line, task.replaced, task.found) for task in report.declared] == [
        ("e.child", 27, False, "task"),
        ("e.parent", 17, False, "task"),
        ("other.far", 5, False, "task"),
        ("e.child", 12, True, "task"),
    ]


def test_nothing_of_it_is_sent_unasked(
    write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("helpers.py", HELPERS)
    monkeypatch.chdir(tmp_path)
    report = load(modules_at(["helpers.py"]), LoadRequest()).reports[0]
    assert (report.declared, report.sources) == ((), ())
