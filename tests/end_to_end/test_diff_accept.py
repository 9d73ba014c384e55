"""Changes that are meant: `flytex diff --accept`, and classes of one's own."""

from __future__ import annotations

import json

import pytest

from flytex_cli.diff.patterns import from_path
from tests.end_to_end.test_diff import changes, git

FLOW = """
import flyte
env = flyte.TaskEnvironment("flow", image="ghcr.io/acme/a:1", env_vars={"LOG": "info"})

@env.task(cache="auto")
async def main(x: int) -> int:
    return x
"""
NEW = FLOW.replace("a:1", "a:2").replace("info", "debug").replace("return x", "return x + 1")


@pytest.fixture
def repository(tmp_path, write):
    """One commit, and changes after it."""
    write("flow.py", FLOW)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one")
    write("flow.py", NEW)
    return tmp_path


ALL = ("--fail-on", "any", "--fail-on", "recompute")


def test_accepted_changes_count_for_nothing(flytex, repository, write):
    """Until they are gone, which is said; another change beside them counts."""
    written = flytex("diff", "git:HEAD", "flow.py", "--accept", "meant.json", "--write-accept", *ALL)
    assert (written.code, written.stderr) == (0, "4 accepted changes written to meant.json\n")
    assert json.loads((repository / "meant.json").read_text()) == {
        "version": 1,
        "accepted": [
            {"task": "flow.main", "field": "taskTemplate.container.env[key=LOG].value", "class": "behaviour"},
            {"task": "flow.main", "field": "taskTemplate.container.image", "class": "behaviour"},
            {"task": "flow.main", "effect": "recompute"},
            {"task": "flow.main", "effect": "rerun-on-recover"},
        ],
    }
    quiet = flytex("diff", "git:HEAD", "flow.py", "--accept", "meant.json", *ALL)
    assert (quiet.code, quiet.stderr) == (0, "")
    assert quiet.out == "1 task differs only in cache hash\n2 accepted changes not shown\n1 unchanged\n"
    write("flow.py", NEW.replace("a:2", "a:1").replace("x: int", "x: bool"))
    other = flytex("diff", "git:HEAD", "flow.py", "--accept", "meant.json", "-f", "json", *ALL)
    assert (other.code, changes(other)) == (1, [("main", "input x retyped")])
    assert json.loads(other.out)["summary"]["accepted"] == 1
    assert other.stderr == (
        "accepted, and gone: flow.main taskTemplate.container.image; flytex diff --write-accept leaves them out\n"
    )


def test_a_worse_change_of_an_accepted_field_is_not_accepted(flytex, repository, write):
    """The class is part of the entry."""
    flytex("diff", "git:HEAD", "flow.py", "--accept", "meant.json", "--write-accept")
    write("flow.py", NEW.replace("ghcr.io/acme/a:2", "alpine:3.20"))
    outcome = flytex("diff", "git:HEAD", "flow.py", "--accept", "meant.json", "--fail-on", "breaking", "-f", "json")
    assert (outcome.code, changes(outcome)) == (1, [("main", "image without Python")])


def test_classes_of_ones_own(flytex, repository, write):
    """The first pattern that matches decides, in the order of the file."""
    write(
        "pyproject.toml",
        """
        [tool.flytex.diff.impact]
        "taskTemplate.container.env[key=LOG].value" = "cosmetic"
        "taskTemplate.container.env[].**" = "breaking"
        "taskTemplate.container.image" = "breaking"
        "taskTemplate.metadata.discoveryVersion" = "behaviour"
        """,
    )
    document = json.loads(flytex("diff", "git:HEAD", "flow.py", "-f", "json").out)
    assert [(each["class"], each["why"]) for each in document["changes"]] == [
        ("breaking", "image"),
        ("behaviour", "cache hash"),
        ("cosmetic", "environment variables"),
    ]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('impact = "x"', "tool.flytex.diff.impact: 'x' is not a table"),
        (
            'impact = { "a.b" = "worse" }',
            "tool.flytex.diff.impact.'a.b': 'worse' is none of breaking, behaviour, cosmetic",
        ),
        ('impact = { "a..b" = "breaking" }', "tool.flytex.diff.impact: 'a..b' is not a path of fields"),
    ],
)
def test_a_wrong_class_or_pattern_is_said(flytex, repository, write, table, message):
    write("pyproject.toml", f"[tool.flytex.diff]\n{table}\n")
    outcome = flytex("diff", "git:HEAD", "flow.py")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.stderr.startswith(f"error: pyproject.toml: {message}"), outcome.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "--accept: meant.json cannot be read: No such file or directory"),
        ("[]", "--accept: meant.json holds no accepted changes"),
        ('{"version": 2}', "--accept: meant.json has version 2, which this flytex does not know"),
        (
            '{"version": 1, "accepted": [{"task": "a", "effect": "x"}]}',
            "--accept: meant.json holds no accepted changes",
        ),
    ],
)
def test_a_file_that_accepts_nothing_is_said(flytex, repository, write, content, message):
    if content is not None:
        write("meant.json", content)
    outcome = flytex("diff", "git:HEAD", "flow.py", "--accept", "meant.json")
    assert (outcome.code, outcome.stderr.splitlines()[0]) == (2, f"error: {message}")


def test_writing_needs_a_file(flytex, repository):
    outcome = flytex("diff", "git:HEAD", "flow.py", "--write-accept")
    assert (outcome.code, outcome.stderr) == (
        2,
        "error: --write-accept needs a file to write\n  hint: add --accept FILE\n",
    )


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("a.b", ("a", "b")),
        ("a.*.c", ("a", "*", "c")),
        ("a[key=x.y].value", ("a", "[x.y]", "value")),
        ("a[].**", ("a", "[]", "**")),
        ("a[order]", ("a", "[order]")),
        ("**[order]", ("**", "[order]")),
    ],
)
def test_a_pattern_is_written_after_the_path_that_is_shown(path, pattern):
    assert from_path(path) == pattern


def test_a_plan_takes_both(flytex, repository, write):
    """What is accepted is not of the plan, and does not count; classes are those of `flytex diff`."""
    flytex("diff", "git:HEAD", "flow.py", "--accept", "meant.json", "--write-accept")
    against = ("plan", "flow.py", "--against", "git:HEAD")
    quiet = flytex(*against, "-q", "--accept", "meant.json", *ALL)
    assert (quiet.code, quiet.stderr, "flow.main" in quiet.out) == (0, "", False)
    write("flow.py", FLOW.replace("info", "debug"))
    write("pyproject.toml", '[tool.flytex.diff.impact]\n"taskTemplate.container.env[].**" = "breaking"\n')
    worse = flytex(*against, "--accept", "meant.json", "--fail-on", "breaking")
    assert worse.code == 1
    assert "breaking: environment variables" in worse.out
    assert "accepted, and gone: flow.main recompute, " in worse.stderr
    alone = flytex("plan", "flow.py", "--accept", "meant.json")
    assert (alone.code, alone.stderr) == (2, "error: --accept is about changes\n  hint: add --against git:REV\n")
