"""Tables on a terminal of 80 columns: no line is wider, no name is broken, and what is left out is said."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from flytex_cli.lint.registry import all_rules
from tests.harness import FIXTURES, on_terminal


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The fixtures, and a state before them."""
    for name in ("flows", "before"):
        shutil.copytree(FIXTURES, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    resources = tmp_path / "before" / "resources.py"
    resources.write_text(re.sub(r'memory="[0-9]+', 'memory="7', resources.read_text()))
    return tmp_path


def words(shown: str) -> set[str]:
    return {word.rstrip(",:") for word in shown.split()}


def widest(shown: str) -> int:
    return max(map(len, shown.splitlines()))


@pytest.mark.parametrize("width", [80, 120])
def test_tasks_stand_whole_and_columns_without_room_are_named(project, width):
    shown = on_terminal(["inspect", "flows", "--root-dir", "flows", "-q"], project, width)
    names = {"secrets-and-env.summarize", "shop-pipeline.nightly", "container-caller.main", "trainer.train"}
    assert widest(shown) <= width
    assert names <= words(shown)
    left_out = re.search(r"no room for ([a-z,\s]+):", shown)
    heading = set(next(line for line in shown.splitlines() if line.startswith("name ")).split())
    assert left_out is not None
    assert heading.isdisjoint(words(left_out[1]))
    assert heading | words(left_out[1]) == {
        *("name", "type", "image", "cpu", "memory", "gpu", "cache", "retries", "timeout", "secrets", "triggers"),
        *("reuse", "place"),
    }


def test_an_image_is_shown_by_its_short_hash(project):
    shown = on_terminal(["inspect", "flows/reusable.py", "-q"], project, 200)
    assert re.search(r" reusable:[0-9a-f]{8} ", shown)
    assert "pool.rank " in shown


@pytest.mark.parametrize("width", [80, 120])
def test_fields_break_where_their_parts_meet(project, width):
    """Lines on a narrow terminal, sides beside each other on a wide one."""
    shown = on_terminal(["diff", "before/resources.py", "flows/resources.py", "-q"], project, width)
    assert widest(shown) <= width
    assert {"trainer.train", "sliced.embed"} <= words(shown)
    assert re.search(r"taskTemplate\.container\.resources\.(\s[^\n]*\n\s*\S*\s+)?requests\[", shown)


def test_rules_stand_whole(project):
    shown = on_terminal(["rule"], project, 80)
    assert widest(shown) <= 80
    assert {word for rule in all_rules() for word in (rule.code, rule.slug)} <= words(shown)


def test_an_explained_pod_keeps_names(project):
    shown = on_terminal(["podspec", "flows/sidecar.py", "--explain", "-q"], project, 80)
    assert widest(shown) <= 80
    assert {"FLYTE_INTERNAL_EXECUTION_PROJECT", "DefaultTaskResolver", "prometheus.io/scrape"} <= words(shown)
