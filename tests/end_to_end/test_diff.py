"""What the sides of `flytex diff` may be: modules, what serialize wrote, standard input, git revisions."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

FLOW = """
import flyte
env = flyte.TaskEnvironment("flow")

@env.task(triggers=flyte.Trigger.daily())
async def main(x: int) -> int: ...

@env.task
async def other(x: int) -> int: ...
"""
CHANGED = (
    FLOW.replace("main(x: int)", "main(x: str)") + "# of another size: Python keeps compiled code by size and second\n"
)
BREAKING = ("main", "input x retyped")


def changes(outcome) -> list[tuple[str, str]]:
    found = json.loads(outcome.out or "{}")["changes"]
    return [(task.rpartition(".")[2], change["why"]) for change in found for task in change["tasks"]]


@pytest.fixture
def repository(tmp_path, write) -> Path:
    """A git repository with one commit."""
    write("my flows/flow.py", FLOW)
    write("my flows/kept.py", FLOW.replace('"flow"', '"kept"'))
    write("my flows/gone.py", FLOW.replace('"flow"', '"gone"'))
    write("my flows/ignored.txt", "not a module")
    write(".gitattributes", "flow.py export-ignore\n")
    write(".gitignore", "__pycache__/\n")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "one")
    return tmp_path


def git(folder: Path, *arguments: str) -> str:
    names = {f"GIT_{who}_{what}": "t@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    done = subprocess.run(["git", *arguments], cwd=folder, env={**os.environ, **names}, capture_output=True, check=True)
    return done.stdout.decode()


def test_modules_with_modules(flytex, write):
    """Two paths; differences alone are exit 0, with --fail-on exit 1 from that class on."""
    write("old/flow.py", FLOW)
    write("new/flow.py", CHANGED)
    outcome = flytex("diff", "old/flow.py", "new/flow.py", "-f", "json")
    assert (outcome.code, changes(outcome)[0]) == (0, BREAKING)
    assert flytex("diff", "old", "new", "--fail-on", "breaking").code == 1
    assert flytex("diff", "old", "new", "--fail-on", "breaking", "--task", "other").code == 0
    assert flytex("diff", "old", "old", "--fail-on", "any").code == 0


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ("yaml", "taskspec"),
        ("json", "deploy-request"),
        ("jsonl", "taskspec"),
        ("pb", "taskspec"),
        ("pb", "deploy-request"),
    ],
)
def test_what_serialize_wrote(flytex, write, tmp_path, form, message):
    """A folder, one file, and standard input are compared with the modules by the messages they hold."""
    flow = write("flow.py", FLOW)
    flytex("serialize", "flow.py", "-o", "specs", "-f", form, "--message", message)
    stream = flytex("serialize", "flow.py", "-f", form, "--message", message).stdout
    assert flytex("diff", "specs", "flow.py", "--fail-on", "any").code == 0
    flow.write_text(CHANGED)
    for old, stdin in (("specs", b""), ("-", stream)):
        outcome = flytex("diff", old, "flow.py", "-f", "json", stdin=stdin)
        assert (outcome.code, changes(outcome)) == (0, [BREAKING]), outcome.stderr
        assert json.loads(outcome.out)["summary"]["triggersCompared"] is (message == "deploy-request")
    one = flytex("diff", f"specs/flow/main.{form}", "flow.py", "--task", "main", "-f", "json")
    assert changes(one) == [BREAKING]
    assert changes(flytex("diff", "specs", "--path", "flow.py", "-f", "json")) == [BREAKING]


@pytest.mark.engines
def test_a_revision_with_the_working_tree(flytex, repository, write):
    """Changes, deletions, an untracked file and a path with a space; the user's index and tree are untouched."""
    write("my flows/flow.py", CHANGED)
    (repository / "my flows/gone.py").unlink()
    write("my flows/fresh.py", FLOW.replace('"flow"', '"fresh"'))
    write("my flows/kept.py", FLOW.replace('"flow"', '"kept"') + "# staged\n")
    git(repository, "add", "my flows/kept.py")
    before = state(repository)
    outcome = flytex("diff", "git:main", "my flows", "-f", "json")
    assert outcome.code == 0
    said = [f"{', '.join(change['tasks'])}: {change['why']}" for change in json.loads(outcome.out)["changes"]]
    assert said == [
        "flow.main: input x retyped",
        "fresh.main: likely renamed from gone.main",
        "fresh.other: likely renamed from gone.other",
        "fresh.main, fresh.other: module it is imported from",
    ]
    assert json.loads(outcome.out)["summary"]["tasks"]["unchanged"] == 3
    assert state(repository) == before
    assert flytex("diff", "git:main", "-f", "json").out.replace("working tree", "my flows") == outcome.out
    inside = flytex("diff", "git:HEAD", ".", "-f", "json", cwd=repository / "my flows")
    assert len(json.loads(inside.out)["changes"]) == 4
    assert state(repository) == before


def state(repository: Path) -> tuple[str, ...]:
    index = (repository / ".git/index").read_bytes().hex()
    files = sorted(str(path) for path in repository.rglob("*") if "__pycache__" not in str(path))
    return git(repository, "status", "--porcelain"), git(repository, "for-each-ref"), index, *files


def test_two_revisions(flytex, repository, write):
    """The same paths at both, or a path of its own; a rename of the file moves the tasks to another module."""
    write("my flows/flow.py", CHANGED)
    git(repository, "mv", "my flows/kept.py", "my flows/moved.py")
    git(repository, "commit", "-qam", "two")
    outcome = flytex("diff", "git:main~1", "git:main", "--path", "my flows", "-f", "json")
    assert changes(outcome) == [
        BREAKING,
        ("main", "module it is imported from"),
        ("other", "module it is imported from"),
    ]
    assert outcome.out == flytex("diff", "git:main~1:my flows", "git:main", "-f", "json").out.replace(
        "~1:my flows", "~1"
    )


def test_a_module_that_fails_on_one_side_is_not_a_removed_task(flytex, repository, write):
    """It is reported, the rest is compared; exit 3."""
    write("my flows/gone.py", "def broken(:\n")
    write("my flows/flow.py", CHANGED)
    outcome = flytex("diff", "git:main", "my flows", "-f", "json")
    assert (outcome.code, changes(outcome)) == (3, [BREAKING])
    assert json.loads(outcome.out)["notCompared"] == [
        {"task": "gone.main", "failed": "my flows"},
        {"task": "gone.other", "failed": "my flows"},
    ]
    assert outcome.stderr.startswith("my flows:\nerror: my flows/gone.py:1: the module has a syntax error")
    git(repository, "commit", "-qam", "broken")
    write("my flows/gone.py", FLOW.replace('"flow"', '"gone"'))
    back = flytex("diff", "git:HEAD", "my flows", "-f", "json")
    assert (back.code, changes(back)) == (3, [])
    assert back.stderr.startswith("git:HEAD:\nerror: my flows/gone.py:1: the module has a syntax error")


def test_a_module_that_crashes_is_named_by_its_path_at_the_revision(flytex, repository, write):
    """Not by the temporary folder it was loaded from."""
    write("my flows/gone.py", "import os\nos.abort()\n")
    git(repository, "commit", "-qam", "crash")
    (repository / "my flows/gone.py").write_text(FLOW.replace('"flow"', '"gone"'))
    outcome = flytex("diff", "git:HEAD", "my flows")
    assert outcome.code == 3
    assert "\nerror: my flows/gone.py:2: " in outcome.stderr


def test_a_module_reads_the_files_of_its_own_side(flytex, repository, write):
    """Relative paths begin in the side's working directory."""
    module = (
        'from pathlib import Path\nimport flyte\nenv = flyte.TaskEnvironment(Path("name.txt").read_text().strip())\n'
    )
    write("read.py", module + "@env.task\nasync def t() -> None: ...\n")
    write("name.txt", "before")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "two")
    write("name.txt", "after")
    outcome = flytex("diff", "git:HEAD", "read.py", "-f", "json")
    assert [change["why"] for change in json.loads(outcome.out)["changes"]] == ["likely renamed from before.t"]


def test_a_path_that_is_new_or_gone_has_no_tasks(flytex, repository, write):
    """With a warning on that side."""
    write("more/new.py", FLOW.replace('"flow"', '"new"'))
    outcome = flytex("diff", "git:main", "more", "-f", "json")
    assert changes(outcome) == [("main", "task added"), ("other", "task added")]
    assert outcome.stderr == "git:main:\nwarning: more does not exist on this side\n"


def test_a_path_that_went_is_named_for_both_sides(flytex, repository):
    """A side's own path must be there; one of `--path` may have gone with the change, and its tasks with it."""
    (repository / "my flows/gone.py").unlink()
    outcome = flytex("diff", "git:main", "my flows/gone.py")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.stderr == (
        "error: my flows/gone.py does not exist\n"
        "  hint: to see what went with a path, name it with --path, which is for both sides\n"
    )
    removed = flytex("diff", "git:main", "--path", "my flows/gone.py", "-f", "json")
    assert (removed.code, changes(removed)) == (0, [("main", "task removed"), ("other", "task removed")])


def test_a_filter_may_match_on_one_side_only(flytex, repository, write):
    """The task is new or gone; a filter that matches on neither side is exit 3, of written sides too."""
    write("my flows/flow.py", FLOW.replace("def other", "def fresh"))
    for name, changed in (("fresh", "task added"), ("other", "task removed")):
        outcome = flytex("diff", "git:main", "--task", name, "-f", "json")
        assert (outcome.code, outcome.stderr, changes(outcome)) == (0, "", [(name, changed)])
    flytex("serialize", "my flows", "-o", "specs", "--message", "deploy-request")
    for sides in (("git:main",), ("specs", "specs")):
        neither = flytex("diff", *sides, "--task", "typo")
        assert neither.code == 3
        assert "error: no task or app matches the filters\n" in neither.stderr


def test_a_side_without_a_task_is_no_clean_one(flytex, repository, write):
    """Exit 3, unless that is meant: a folder of the wrong name must not pass a gate."""
    write("docs/conf.py", "project = 1\n")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "docs")
    outcome = flytex("diff", "git:main", "docs", "--fail-on", "any")
    said = (
        "warning: no task was found in {}docs\n  hint: name the folder that holds your tasks\n"
        "error: nothing to compare on this side\n  hint: if there is none on purpose, add --allow-empty\n"
    )
    assert outcome.code == 3
    assert outcome.stderr.count("error: nothing to compare on this side") == 2
    assert outcome.stderr.endswith("docs:\n" + said.format("")), outcome.stderr
    assert flytex("diff", "git:main", "docs", "--allow-empty").code == 0
    write("docs/conf.py", FLOW)
    first = flytex("diff", "git:main", "docs", "-f", "json")
    assert (first.code, changes(first)) == (3, [("main", "task added"), ("other", "task added")])
    assert flytex("diff", "git:main", "docs", "--allow-empty").code == 0
    assert flytex("plan", "docs", "--against", "git:main", "-q").code == 3
    assert flytex("plan", "docs", "--against", "git:main", "--allow-empty", "-q").code == 0


def test_settings_name_the_modules_of_both_sides(flytex, write):
    """`paths` and `root-dir` of pyproject.toml, from any folder; `fail-on` and `all` under [tool.flytex.diff]."""
    repository = write("src/shop/flow.py", FLOW).parent.parent.parent
    write(
        "pyproject.toml",
        '[tool.flytex]\npaths = ["src"]\nroot-dir = "src"\n[tool.flytex.diff]\nfail-on = "any"\nall = true\n',
    )
    git(repository, "init", "-q", "-b", "main")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "one")
    assert flytex("diff", "git:main").out == "2 unchanged\n"
    write("src/shop/flow.py", CHANGED)
    for folder in (repository, repository / "src/shop"):
        outcome = flytex("diff", "git:main", "-f", "json", cwd=folder)
        assert outcome.code == 1, outcome.stderr
        assert changes(outcome)[0] == BREAKING
        assert ("main", "cache hash") in changes(outcome)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("flow.py",), "flow.py is not compared with anything"),
        (("git:", "flow.py"), "'git:' names no revision"),
        (("git:HEAD", "flow.py"), "git rev-parse failed"),
        (("-", "-"), "only one side can be standard input"),
        (("-", "flow.py"), "standard input holds no task specs"),
        (("nowhere", "flow.py"), "nowhere does not exist"),
        (("other.yaml", "flow.py"), "other.yaml does not hold task specs"),
        (("bad.yaml", "flow.py"), "bad.yaml: not valid YAML: "),
        (("unknown.yaml", "flow.py"), "unknown.yaml holds a task spec that flyteidl2 here cannot read"),
        (("twice.jsonl", "flow.py"), "twice.jsonl holds two tasks named 'a.b'"),
        (("mixed.jsonl", "flow.py"), "mixed.jsonl holds messages of two kinds"),
        (("noise.pb", "flow.py"), "noise.pb does not hold task specs"),
    ],
)
def test_a_side_that_cannot_be_used_is_said(flytex, write, tmp_path, arguments, message):
    """Exit 2, nothing on stdout."""
    write("flow.py", FLOW)
    write("other.yaml", "a: 1\n")
    write("bad.yaml", "a: [1\n")
    write("unknown.yaml", "taskTemplate: {nope: 1}\n")
    spec, request = '{"taskTemplate": {"id": {"name": "a.b"}}}\n', '{"taskId": {}, "spec": {}}\n'
    write("twice.jsonl", spec * 2)
    write("mixed.jsonl", spec + request)
    (tmp_path / "noise.pb").write_bytes(b"\x05\x00\x01\x02\xff")
    outcome = flytex("diff", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.stderr.startswith(f"error: {message}"), outcome.stderr


def test_an_unknown_revision_is_said(flytex, repository):
    """With what to do in CI."""
    outcome = flytex("diff", "git:nope", "my flows")
    assert outcome.code == 2
    assert outcome.stderr.startswith("error: git does not know the revision 'nope'\n  hint: in CI, fetch it first")


def test_written_sides_of_two_kinds_are_refused(flytex, write):
    """They differ in more than the code does."""
    write("flow.py", FLOW)
    flytex("serialize", "flow.py", "-o", "specs")
    flytex("serialize", "flow.py", "-o", "requests", "--message", "deploy-request")
    outcome = flytex("diff", "specs", "requests")
    assert (outcome.code, outcome.stderr.splitlines()[0]) == (
        2,
        "error: specs holds messages of the kind taskspec, requests of the kind deploy-request",
    )


def test_another_version_is_noise(flytex, write):
    """A version, a code bundle: one line, and nothing for --fail-on any."""
    write("flow.py", FLOW)
    flytex("serialize", "flow.py", "-o", "old", "--version", "v1", "--code-bundle-uri", "s3://b/1.tar.gz")
    flytex("serialize", "flow.py", "-o", "new", "--version", "v2", "--code-bundle-uri", "s3://b/2.tar.gz")
    outcome = flytex("diff", "old", "new", "--fail-on", "any")
    assert (outcome.code, outcome.out) == (
        0,
        "2 tasks differ only in code bundle\n"
        "2 tasks differ only in version\n"
        "triggers are not compared: one side has none; serialize --message deploy-request writes them\n"
        "2 unchanged\n",
    )
    shown = flytex("diff", "old", "new", "--all")
    assert "taskTemplate.container.args[name=--tgz].value" in shown.out
