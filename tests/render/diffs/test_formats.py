"""Each form of a comparison, whole; refresh the golden files with `--update-golden` and read the difference."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path

import jsonschema
import pytest

from flytex_cli.cli.color import ColorChoice
from flytex_cli.cli.diff_output import write_diff
from flytex_cli.cli.output import Output
from flytex_cli.diff.change import Impact
from flytex_cli.diff.compare import compared
from flytex_cli.diff.comparison import Comparison
from flytex_cli.diff.report import DiffReport
from flytex_cli.render.diffs import DiffFormat
from flytex_cli.render.diffs.wire_text import literal_text, schedule_text, type_text
from tests.diff.sample import sample
from tests.harness import REPOSITORY

GOLDEN = Path(__file__).parent / "golden"
OLDER_RICH = tuple(map(int, version("rich").split(".")[:2])) < (14, 3)
"""Its line below the head of a table is one character shorter."""
SUFFIX = {"text": "txt", "unified": "patch", "json": "json", "markdown": "md", "github": "github.txt"}


@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize("form", DiffFormat)
def test_a_comparison_in_each_form(form, everything, request):
    """Noise folded, and with --all."""
    rendered = form.render(DiffReport(sample(), everything=everything))
    golden = GOLDEN / f"{'all' if everything else 'folded'}.{SUFFIX[form.value]}"
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(rendered)
    assert rendered == golden.read_bytes()


@pytest.mark.parametrize("columns", [140, 80])
def test_a_comparison_on_a_terminal(columns, monkeypatch, capsys, request):
    """Side by side where it is wide, the lines of the text form where it is not."""
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("LINES", "500")
    output = Output(ColorChoice.NEVER)
    output.is_terminal = True
    write_diff(DiffReport(sample()), output)
    shown = "".join(f"{line.rstrip()}\n" for line in capsys.readouterr().out.splitlines())
    golden = GOLDEN / f"terminal-{columns}.txt"
    if request.config.getoption("--update-golden"):
        golden.write_text(shown)
    expected = golden.read_text()
    if OLDER_RICH:
        shown, expected = (re.sub("─+", "─", text) for text in (shown, expected))
    assert shown == expected


@pytest.mark.parametrize("form", DiffFormat)
def test_text_of_users_stays_text(form):
    """No control character, no direction mark reaches the reader, in any form; JSON holds them escaped."""
    text = form.render(DiffReport(sample(), everything=True)).decode()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text) or form is DiffFormat.JSON
    assert "\x1b" not in text


@pytest.mark.parametrize("everything", [False, True])
def test_json_is_valid_by_its_schema(everything):
    """The schema is `docs/schemas/diff.schema.json`, closed, so that a new field is a new version."""
    schema = json.loads((REPOSITORY / "docs/schemas/diff.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads(DiffFormat.JSON.render(DiffReport(sample(), everything=everything)))
    jsonschema.Draft202012Validator(schema).validate(document)
    assert any(change["noise"] for change in document["changes"]) is everything


def test_github_lines_are_workflow_commands():
    """One line each; file, line and title cannot be broken out of."""
    lines = DiffFormat.GITHUB.render(DiffReport(sample(), everything=True)).decode().splitlines()
    assert all(re.fullmatch(r"::(error|warning|notice) [^:]*::.*", line) for line in lines), lines
    assert sum(line.startswith("::error ") for line in lines) == 7


def test_markdown_tables_keep_their_columns():
    """Whatever the values contain: every row of a table has as many cells as its heading."""
    text = DiffFormat.MARKDOWN.render(DiffReport(sample(), everything=True)).decode()
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        cells = {len(re.findall(r"(?<!\\)\|", row)) for row in block.splitlines()}
        assert len(cells) == 1, block


def test_a_long_comment_fits_in_one():
    """Details that would go beyond GitHub's limit are left out, and say so."""
    result = sample()
    for side, letter in ((result.olds, "x"), (result.news, "y")):
        for task in side.values():
            task.view["taskTemplate"]["config"] = {f"key{index}": letter * 150 + task.name for index in range(100)}
    long = Comparison("a", "b", result.olds, result.news, tuple(compared(result.olds, result.news)))
    text = DiffFormat.MARKDOWN.render(DiffReport(long)).decode()
    assert len(text) < 65_536
    assert "are left out: the comment would be too long" in text


def test_github_shows_ten_of_a_kind():
    """The worst are annotated, and how many are not is said."""
    result = sample()
    for side, letter in ((result.olds, "x"), (result.news, "y")):
        for task in side.values():
            task.view["taskTemplate"]["config"] = {f"key{index}": letter for index in range(20)}
    long = Comparison("a", "b", result.olds, result.news, tuple(compared(result.olds, result.news)))
    lines = DiffFormat.GITHUB.render(DiffReport(long, everything=True)).decode().splitlines()
    assert [sum(line.startswith(f"::{level} ") for line in lines) for level in ("error", "warning", "notice")] == [
        7,
        10,
        6,
    ]
    assert lines[-1].endswith("; 18 more entries are not annotated: GitHub shows 10 of a kind"), lines[-1]


def test_thresholds():
    """What --fail-on asks."""
    result = sample()
    assert all(result.reaches(impact) for impact in Impact)
    only_noise = [change for change in result.changes if change.task == "shop.hashed"]
    quiet = Comparison("a", "b", result.olds, result.news, tuple(only_noise))
    assert only_noise
    assert not quiet.reaches(Impact.COSMETIC)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ({"simple": "INTEGER"}, "int"),
        ({"unionType": {"variants": [{"simple": "STRING"}, {"simple": "NONE"}]}}, "str | None"),
        ({"mapValueType": {"collectionType": {"simple": "DURATION"}}}, "dict[str, list[timedelta]]"),
        ({"enumType": {"values": ["a", "b"]}}, "Literal['a', 'b']"),
        ({"blob": {"dimensionality": "MULTIPART"}}, "Dir"),
        ({"blob": {}}, "File"),
        ({"structuredDatasetType": {}}, "DataFrame"),
        ({"simple": "STRUCT", "metadata": {"title": "Window"}}, "Window"),
        ({"simple": "STRUCT"}, "struct"),
        ({}, "Any"),
    ],
)
def test_a_type_as_a_person_writes_it(kind, text):
    """An annotation."""
    assert type_text(kind) == text


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        ({"scalar": {"primitive": {"integer": "3"}}}, "3"),
        ({"scalar": {"primitive": {"stringValue": "a'b"}}}, '"a\'b"'),
        ({"scalar": {"noneType": {}}}, "None"),
        ({"scalar": {"union": {"value": {"scalar": {"primitive": {"boolean": True}}}}}}, "True"),
        ({"collection": {"literals": [{"scalar": {"primitive": {"floatValue": 0.5}}}]}}, "[0.5]"),
        ({"map": {"literals": {"k": {"scalar": {"noneType": {}}}}}}, "{'k': None}"),
        ({"scalar": {"binary": {"tag": "msgpack"}}}, '{"scalar": {"binary": {"tag": "msgpack"}}}'),
    ],
)
def test_a_literal_as_a_person_writes_it(literal, text):
    """A Python value where it is one."""
    assert literal_text(literal) == text


@pytest.mark.parametrize(
    ("automation", "text"),
    [
        ({"schedule": {"cron": {"expression": "@daily", "timezone": "UTC"}}}, "cron @daily UTC (every day at 00:00)"),
        ({"schedule": {"cronExpression": "0 9 * * *"}}, "cron 0 9 * * * (every day at 09:00)"),
        ({"schedule": {"rate": {"value": 1, "unit": "FIXED_RATE_UNIT_HOUR"}}}, "every 1 hour"),
        (
            {"schedule": {"rate": {"value": 5, "unit": "FIXED_RATE_UNIT_MINUTE", "startTime": "T"}}},
            "every 5 minutes from T",
        ),
        ({"type": "TYPE_ARTIFACT"}, "on artifact"),
        ({}, "no schedule"),
    ],
)
def test_a_schedule_as_a_person_says_it(automation, text):
    """In a few words."""
    assert schedule_text(automation) == text
