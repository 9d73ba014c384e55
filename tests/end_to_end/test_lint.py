"""`flytex lint` and `flytex rule` as a person runs them: streams, exit codes, settings, several formats, fixes."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from tests.harness import REPOSITORY, Flytex

pytestmark = pytest.mark.engines

BAD = """
    import flyte

    env = flyte.TaskEnvironment("env", resources=flyte.Resources(memory="250MB"))


    @env.task
    async def one(x: int) -> int:
        print("loaded", flush=True)
        return x
    """
GOOD = BAD.replace("250MB", "250M")
WARNS = BAD.replace("250MB", "512")
BROKEN = "import flyte\n\n1 / 0\n"
HEAD = "bad.py:3:69 error RES001 [bad-quantity] memory is '250MB', which is not a Kubernetes quantity"
Write = Callable[..., Path]


def test_findings_on_stdout_the_summary_on_stderr(flytex: Flytex, write: Write) -> None:
    write("bad.py", BAD)
    run = flytex("lint", "bad.py")
    assert (run.code, run.out.splitlines()[0]) == (1, HEAD)
    assert run.stderr.startswith("1 error, 1 fixable with --fix (1 module, 1 task, ")
    assert flytex("lint", "bad.py", "-q").stderr == ""


APPS = """
    from flyte.app import AppEnvironment

    api = AppEnvironment("api", image="ghcr.io/acme/api:1", command="serve", port=0)
    page = AppEnvironment("page", image="ghcr.io/acme/api:1", command="serve", port=70000)
    """


def test_apps_are_counted_and_chosen_by_their_name(flytex: Flytex, write: Write) -> None:
    write("apps.py", APPS)
    run = flytex("lint", "apps.py")
    assert run.code == 1
    assert run.stderr.startswith("2 errors (1 module, 0 tasks, 2 apps, ")
    run = flytex("lint", "apps.py", "--env", "page", "--format", "json")
    assert [finding["message"] for finding in json.loads(run.out)["findings"]] == [
        "port is 70000, and ports are 1 to 65535"
    ]


def test_nothing_found(flytex: Flytex, write: Write) -> None:
    write("good.py", GOOD)
    run = flytex("lint", "good.py")
    assert (run.code, run.out) == (0, "")
    assert run.stderr.startswith("nothing found (1 module, 1 task, ")


@pytest.mark.parametrize(
    ("module", "options", "code"),
    [
        (BAD, [], 1),
        (BAD, ["--exit-zero"], 0),
        (BAD, ["--ignore", "RES001"], 1),  # the Pod is refused all the same: POD003
        (BAD, ["--ignore", "RES001,POD003"], 0),
        (BAD, ["--select", "RES"], 1),
        (BAD, ["--select", "ENV,RES002", "--select", "GPU"], 0),
        (WARNS, [], 0),
        (WARNS, ["--fail-on", "warning"], 1),
        (WARNS, ["--fail-on", "info"], 1),
        (WARNS, ["--fail-on", "warning", "--exit-zero"], 0),
        (GOOD, ["--fail-on", "info"], 0),
        (GOOD, ["--fail-on", "info", "--extend-select", "RES008"], 0),
        (GOOD.replace('resources=flyte.Resources(memory="250M")', ""), ["--fail-on", "info"], 0),
        (GOOD.replace('resources=flyte.Resources(memory="250M")', ""), ["--fail-on", "info", "--extend-select", "RES008"], 1),
        (BROKEN, [], 3),
        (BROKEN, ["--exit-zero"], 3),
        (BROKEN, ["--select", "RES"], 3),
    ],
)  # fmt: skip
def test_exit_codes(module: str, options: list[str], code: int, flytex: Flytex, write: Write) -> None:
    write("m.py", module)
    assert flytex("lint", "m.py", *options).code == code


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--select", "RES9"], "error: --select: no rule 'RES9'; did you mean RES?"),
        (["--ignore", "bad-quantiy"], "error: --ignore: no rule 'bad-quantiy'; did you mean RES001?"),
        (["--extend-select", "RES01X"], "error: --extend-select: no rule 'RES01X'; did you mean RES001?"),
        (["--format", "sarfi"], "error: --format: no format 'sarfi'; did you mean sarif?"),
        (["--format", "sarif="], "error: --format: no format 'sarif='"),
        (["-f", "json", "-f", "text"], "error: --format: json and text would be mixed on stdout"),
        (["-f", "json", "-f", "text", "--output-file", "x"], "error: --output-file is for one format, not for json and text"),
        (["-f", "json=x", "--output-file", "y"], "error: --output-file"),
        (["--fix", "--diff"], "error: --fix and --diff contradict each other"),
        (["--write-baseline"], "error: --write-baseline needs a file to write"),
        (["--baseline", "none.json"], "error: --baseline: none.json cannot be read: No such file or directory"),
        (["--fail-on", "errors"], "--fail-on: 'errors' is none of error, warning, info; did you mean error?"),
    ],
)  # fmt: skip
def test_usage(arguments: list[str], said: str, flytex: Flytex, write: Write) -> None:
    write("m.py", GOOD)
    run = flytex("lint", "m.py", *arguments)
    assert (run.code, run.out) == (2, "")
    assert said in run.stderr


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('ignore = ["RES01X"]', "ignore: no rule 'RES01X'; did you mean RES001?"),
        ('select = 3', "select: 3 is not a list of text"),
        ('mandatory = ["SECRET"]', "mandatory: no rule 'SECRET'; did you mean SEC?"),
        ('selct = ["RES"]', "selct: no such setting; did you mean select?"),
        ('severity = { RES001 = "eror" }', "severity.RES001: 'eror' is none of error, warning, info; did you mean error?"),
        ('severity = { RES9 = "error" }', "severity: no rule 'RES9'; did you mean RES?"),
        ('severity = "error"', "severity: 'error' is not a table"),
        ('per-file-ignores = { "*" = ["RES01X"] }', "per-file-ignores.'*': no rule 'RES01X'"),
        ('per-task-ignores = { "a.b" = 1 }', "per-task-ignores.'a.b': 1 is not a list of text"),
        ('cluster = { queue = ["a"] }', "cluster.queue: no such setting; did you mean queues?"),
        ('base-images = { "a:*" = 1 }', "base-images.'a:*': 1 is not a list of text"),
        ('fail-on = 1', "fail-on: 1 is not text in quotes"),
    ],
)  # fmt: skip
def test_wrong_settings(table: str, said: str, flytex: Flytex, write: Write) -> None:
    write("m.py", GOOD)
    write("pyproject.toml", f"[tool.flytex.lint]\n{table}\n")
    run = flytex("lint", "m.py")
    assert (run.code, run.out) == (2, "")
    assert run.stderr.startswith(f"error: pyproject.toml: tool.flytex.lint.{said}")


def test_rules_are_no_setting_of_all_commands(flytex: Flytex, write: Write) -> None:
    write("m.py", GOOD)
    write("pyproject.toml", '[tool.flytex]\nselect = ["RES"]\n')
    run = flytex("lint", "m.py")
    assert run.code == 2
    assert "tool.flytex.select: no such setting" in run.stderr


def test_what_a_base_image_brings(flytex: Flytex, write: Write) -> None:
    """An image of one's own is not judged until the settings say what it brings."""
    write(
        "m.py",
        """
        import flyte
        import kubernetes
        import yaml

        env = flyte.TaskEnvironment("env", image="ghcr.io/acme/base:7")

        @env.task
        async def main(x: int) -> int:
            return x
        """,
    )
    assert flytex("lint", "m.py", "--select", "IMG009").out == ""
    table = "[tool.flytex.lint.base-images]\n"
    write("pyproject.toml", f'{table}"ghcr.io/acme/base:*" = ["flyte"]\n')
    assert "m.py:2:1 warning IMG009 [import-not-installed] 'kubernetes'" in flytex("lint", "m.py").out
    write("pyproject.toml", f'{table}"ghcr.io/acme/base:*" = ["flyte", "kubernetes>=30"]\n')
    assert flytex("lint", "m.py", "--select", "IMG009").out == ""


def test_settings_are_used_and_the_command_line_wins(flytex: Flytex, write: Write) -> None:
    write("flows/bad.py", BAD)
    write("pyproject.toml", '[tool.flytex]\npaths = ["flows"]\n[tool.flytex.lint]\nignore = ["RES", "POD"]\n')
    assert flytex("lint").code == 0
    assert flytex("lint", "--select", "RES001").code == 1
    write("pyproject.toml", '[tool.flytex]\npaths = ["flows"]\n[tool.flytex.lint.severity]\nRES001 = "warning"\n')
    assert flytex("lint").code == 0
    assert flytex("lint", "--fail-on", "warning").code == 1
    write("pyproject.toml", '[tool.flytex.lint.per-file-ignores]\n"flows/*" = ["RES"]\n')
    assert flytex("lint", "bad.py", cwd=flows(write)).code == 0
    write("pyproject.toml", '[tool.flytex.lint.per-task-ignores]\n"env" = ["RES001"]\n')
    assert flytex("lint", "flows").code == 0
    write(
        "pyproject.toml",
        '[tool.flytex.lint]\nmandatory = ["RES001"]\nignore = ["RES"]\nper-task-ignores = { "*" = ["ALL"] }\n',
    )
    assert flytex("lint", "flows", "--ignore", "ALL").code == 1
    write("pyproject.toml", '[tool.flytex.lint]\nfail-on = "warning"\nbaseline = "known.json"\nformat = ["json"]\n')
    assert flytex("lint", "flows", "--write-baseline").code == 0
    run = flytex("lint", "bad.py", cwd=flows(write))
    assert (run.code, json.loads(run.out)["findings"]) == (0, [])


def flows(write: Write) -> Path:
    """The folder of the modules."""
    return write("flows/notes.txt", "").parent


def test_a_module_that_does_not_load_and_all_others(flytex: Flytex, write: Write) -> None:
    write("bad.py", BAD)
    write("broken.py", BROKEN)
    run = flytex("lint", ".")
    assert run.code == 3
    assert run.out.startswith(HEAD)
    assert (
        "broken.py:3:1 error LOD001 [module-does-not-load] the module cannot be imported: ZeroDivisionError" in run.out
    )
    assert "error: 1 module could not be fully loaded and linted: broken.py" in run.stderr
    assert "Traceback" not in run.stderr
    assert "  File " in flytex("lint", ".", "--verbose").stderr


def test_what_no_rule_says_is_said_all_the_same(flytex: Flytex, write: Write) -> None:
    """With the rules on loading turned off."""
    write("broken.py", BROKEN)
    run = flytex("lint", "broken.py", "--select", "RES")
    assert (run.code, run.out) == (3, "")
    assert "error: broken.py:3: the module cannot be imported: ZeroDivisionError" in run.stderr


def test_modules_without_tasks_are_no_mistake(flytex: Flytex, write: Write) -> None:
    """A hook is called with whatever files were changed."""
    write("helper.py", "X = 1\n")
    run = flytex("lint", "helper.py")
    assert (run.code, run.out) == (0, "")
    assert "warning: no task was found in helper.py" in run.stderr
    assert flytex("lint", "helper.py", "--task", "x").code == 0


def test_filters_are_for_findings_too(flytex: Flytex, write: Write) -> None:
    other = BAD.replace("import flyte\n", "").replace("env", "other").replace("one", "two")
    write("m.py", BAD)
    write("n.py", "    import flyte\n" + other)
    documents = [
        json.loads(flytex("lint", ".", "-f", "json", *options).out)
        for options in ([], ["--env", "other"], ["--task", "env.*"])
    ]
    assert [[each["task"] for each in document["findings"]] for document in documents] == [
        ["env", "other"],
        ["other"],
        ["env"],
    ]
    assert flytex("lint", ".", "--task", "nosuch").code == 3


def test_several_formats_at_once(flytex: Flytex, write: Write, tmp_path: Path) -> None:
    write("bad.py", BAD)
    run = flytex("lint", "bad.py", "-f", "text", "-f", "sarif=reports/flytex.sarif", "-f", "junit=junit.xml")
    assert run.out.startswith(HEAD)
    assert json.loads((tmp_path / "reports/flytex.sarif").read_text())["version"] == "2.1.0"
    assert (tmp_path / "junit.xml").read_text().startswith("<?xml")
    run = flytex("lint", "bad.py", "--format", "json", "--output-file", "out/lint.json")
    assert (run.code, run.out) == (1, "")
    assert json.loads((tmp_path / "out/lint.json").read_text())["summary"]["errors"] == 1


def test_a_report_that_cannot_be_written(flytex: Flytex, write: Write) -> None:
    write("bad.py", BAD)
    write("file", "")
    run = flytex("lint", "bad.py", "--format", "json=file/x.json")
    assert run.code == 3
    assert "cannot be written" in run.stderr


def test_same_bytes_whatever_the_jobs(flytex: Flytex, write: Write) -> None:
    for number in range(6):
        write(f"m{number}.py", BAD.replace('"env"', f'"env{number}"'))
    one, many = (flytex("lint", ".", "-f", "json", "-j", jobs, PYTHONHASHSEED=jobs) for jobs in ("1", "3"))
    assert one.stdout == many.stdout
    assert len(json.loads(one.out)["findings"]) == 6


def test_statistics(flytex: Flytex, write: Write) -> None:
    write("bad.py", BAD)
    run = flytex("lint", "bad.py", "--statistics", "-q")
    assert run.stderr == "    1  RES001  error    bad-quantity\n"


def test_diff_then_fix(flytex: Flytex, write: Write) -> None:
    path = write("bad.py", BAD)
    before = path.read_text()
    run = flytex("lint", "bad.py", "--diff")
    assert run.code == 1
    assert '-env = flyte.TaskEnvironment("env", resources=flyte.Resources(memory="250MB"))' in run.out.splitlines()
    assert '+env = flyte.TaskEnvironment("env", resources=flyte.Resources(memory="250M"))' in run.out.splitlines()
    assert path.read_text() == before
    run = flytex("lint", "bad.py", "--fix", "-f", "json")
    assert run.code == 0
    assert json.loads(run.out)["summary"] | {"modules": 1} == {
        "errors": 0, "warnings": 0, "infos": 0, "fixed": 1, "modules": 1, "tasks": 1
    }  # fmt: skip
    assert "fixed 1 (1 module, 1 task" in run.stderr
    assert path.read_text() == before.replace("250MB", "250M")
    run = flytex("lint", "bad.py", "--diff")
    assert (run.code, run.out) == (0, "")


def test_what_is_suppressed_or_known_is_not_fixed(flytex: Flytex, write: Write) -> None:
    path = write("m.py", BAD.replace('250MB"))', '250MB"))  # flytex: ignore[RES001] for now'))
    before = path.read_text()
    assert flytex("lint", "m.py", "--fix").code == 0
    assert path.read_text() == before


def test_baseline(flytex: Flytex, write: Write) -> None:
    write("bad.py", BAD)
    first = flytex("lint", ".", "--baseline", "known.json", "--write-baseline")
    assert (first.code, first.out) == (0, "")
    assert "1 finding written to known.json" in first.stderr
    write("bad.py", "    # moved down\n\n\n" + BAD)
    again = flytex("lint", ".", "--baseline", "known.json")
    assert (again.code, again.out) == (0, "")
    assert "1 in the baseline" in again.stderr
    write("bad.py", BAD.replace("250MB", "2GB"))
    assert flytex("lint", ".", "--baseline", "known.json").code == 1
    write("bad.py", GOOD)
    mended = flytex("lint", ".", "--baseline", "known.json")
    assert mended.code == 0
    assert "the baseline has findings that no longer occur: RES001 in env" in mended.stderr


def test_stubbed_packages_are_said_once(flytex: Flytex, write: Write) -> None:
    """A run without the SDK and without third-party packages."""
    for name in ("a", "b"):
        write(f"{name}.py", "    import nosuchpackage\n" + BAD.replace('"env"', f'"{name}"'))
    assert flytex("lint", ".", "--engine", "standin").code == 3
    run = flytex("lint", ".", "--engine", "standin", "--stub-imports")
    assert run.code == 1
    assert run.out.count("RES001") == 2
    assert run.stderr.count("nosuchpackage") == 1
    assert "not installed, stubbed: nosuchpackage" in run.stderr


def test_what_modules_print_is_not_in_the_report(flytex: Flytex, write: Write) -> None:
    write("bad.py", "    print('hello from the module')\n" + BAD)
    run = flytex("lint", "bad.py", "-f", "json")
    assert json.loads(run.out)["summary"]["errors"] == 1
    assert "bad.py | hello from the module" in run.stderr


def test_stdin_is_nobody_s(flytex: Flytex, write: Write) -> None:
    """A module that reads it gets nothing, and `-` is no path."""
    write("m.py", "    import sys\n    sys.stdin.read()\n" + GOOD)
    assert flytex("lint", "m.py", stdin=b"x" * 100_000).code == 0
    assert flytex("lint", "-", stdin=b"import flyte").code == 2


def test_colour_only_where_asked_for(flytex: Flytex, write: Write) -> None:
    write("bad.py", BAD)
    assert "\x1b" not in flytex("lint", "bad.py").out
    coloured = flytex("lint", "bad.py", "--color", "always", NO_COLOR="1")
    assert "\x1b[1;31mRES001" in coloured.out


def test_on_a_terminal(write: Write, tmp_path: Path) -> None:
    """Colour, and a bar while many modules load."""
    for number in range(8):
        write(f"m{number}.py", "    import time\n    time.sleep(0.3)\n" + BAD.replace('"env"', f'"env{number}"'))
    leader, follower = pty.openpty()
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TERM": "xterm-256color", "COLUMNS": "100"}
    command = [sys.executable, "-m", "flytex_cli", "lint", ".", "-j", "2"]
    run = subprocess.Popen(command, cwd=tmp_path, env=environ, stdin=follower, stdout=follower, stderr=follower)
    os.close(follower)
    shown = b""
    with contextlib.suppress(OSError):  # the other end is closed
        while data := os.read(leader, 65536):
            shown += data
    os.close(leader)
    assert run.wait() == 1
    assert b"loading" in shown
    assert b"\x1b[1;31mRES001" in shown
    assert b"8 errors, 8 fixable with --fix (8 modules" in shown


def test_a_reader_that_goes_away_is_no_bug_and_no_success(write: Write, tmp_path: Path) -> None:
    write("bad.py", BAD)
    command = [sys.executable, "-m", "flytex_cli", "lint", "bad.py"]
    run = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert run.stdout is not None
    assert run.stderr is not None
    run.stdout.close()
    assert b"Traceback" not in run.stderr.read()
    assert run.wait() == 141
    run.stderr.close()


def test_rule_lists_and_explains(flytex: Flytex) -> None:
    listed = flytex("rule")
    assert listed.code == 0
    assert "RES001  error            bad-quantity" in listed.out
    assert "RES008  info     opt-in  no-resources" in listed.out
    group = [line.split() for line in flytex("rule", "RES").out.splitlines()]
    assert group == [line.split() for line in listed.out.splitlines() if line.startswith("RES")]
    one = flytex("rule", "res001")
    assert one.out == flytex("rule", "bad-quantity").out
    for text in ("Severity error; runs by default", "250MB", "Bad:", "Good:"):
        assert text in one.out
    opt_in = flytex("rule", "RES008").out
    assert "runs only where it is selected (`--extend-select RES008`)" in opt_in


def test_rule_for_tools(flytex: Flytex) -> None:
    every = json.loads(flytex("rule", "--format", "json").out)
    schema = json.loads((REPOSITORY / "docs/schemas/rule.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(every)
    (one,) = json.loads(flytex("rule", "RES001", "--format", "json").out)
    assert one in every
    about = {"code", "slug", "severity", "default", "summary", "why", "bad", "good", "since", "until", "page", "url"}
    assert set(one) == about
    assert one["page"] == "rules/RES001.md"
    assert flytex("rule", "RES001", "--format", "markdown").out.startswith("# RES001 bad-quantity\n")


def test_an_unknown_rule(flytex: Flytex) -> None:
    run = flytex("rule", "RES01")
    assert (run.code, run.out) == (2, "")
    assert "error: no rule 'RES01'; did you mean RES001?" in run.stderr
