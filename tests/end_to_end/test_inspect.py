"""`flytex inspect`: a small shop, looked at in every form."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import jsonschema
import pytest

from flytex_cli.inspect.columns import COLUMNS
from tests.harness import REPOSITORY

GOLDEN = Path(__file__).parent / "golden"
SHOP = '''
import flyte

steps = flyte.TaskEnvironment(
    name="steps",
    description="What the pipeline is made of",
    image=flyte.Image.from_base("ghcr.io/acme/base:1").clone(name="steps", registry="ghcr.io/acme", extendable=True)
    .with_apt_packages("git").with_pip_packages("pandas==2.2.3").with_env_vars({"OMP_NUM_THREADS": "1"})
    .with_workdir("/work/dir"),
    resources=flyte.Resources(cpu=(1, 4), memory="2Gi", gpu="A100:2", disk="10Gi", shm="1Gi"),
    secrets=[flyte.Secret("token", group="shop", as_env_var="TOKEN")],
    env_vars={"LOG": "info"},
)
flow = flyte.TaskEnvironment(name="flow", image="ghcr.io/acme/flow:1", depends_on=[steps])
empty = flyte.TaskEnvironment(name="empty", image="ghcr.io/acme/flow:1")


@steps.task(cache=flyte.Cache("override", version_override="2026-10", ignored_inputs=("verbose",)), retries=3, timeout=5400)
async def train(rows: list[int], lr: float = 0.1, verbose: bool = False) -> float:
    """Train a model.

    Args:
        rows: what to learn from.
    """
    return lr


@flow.task(triggers=(
    flyte.Trigger("nightly", flyte.Cron("30 2 * * *", timezone="Europe/Berlin"), description="Before the offices open"),
    flyte.Trigger("never", flyte.Cron("0 0 31 2 *")),
    flyte.Trigger("wrong", flyte.Cron("0 0 * * 7"), auto_activate=False),
    flyte.Trigger("often", flyte.FixedRate(15)),
))
async def main() -> None: ...


@flow.task(interruptible=True, report=True)
async def small(text: str = "\\x1b[31m | `tick`") -> str:
    return text
'''
AT = ("--at", "2026-10-24T12:00Z")


@pytest.fixture
def shop(write) -> Path:
    return write("shop.py", SHOP)


def stable(text: str) -> str:
    """Without what the SDK's release decides (the image's hash, the entry point's arguments), and lint's findings."""
    text = re.sub(r"^findings .*\Z", "findings ...\n", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"^\| findings \|.*$", "| findings | ... |", text, flags=re.MULTILINE)
    text = re.sub(r"(ghcr\.io/acme/steps:)[0-9a-f]{32}", r"\g<1>HASH", text)
    text = re.sub(r"a0 --inputs .*? instance", "a0 ... instance", text)
    return re.sub(r'"a0",\s+"--inputs",.*?"instance"', '"a0", "...", "instance"', text, flags=re.DOTALL)


@pytest.mark.engines
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("table.txt", ()),
        ("tree.txt", ("-f", "tree")),
        ("overview.json", ("-f", "json", *AT)),
        ("overview.md", ("-f", "markdown")),
        ("train.txt", ("train",)),
        ("main.txt", ("main", *AT)),
        ("small.md", ("flow.small", "-f", "markdown")),
    ],
)
def test_the_shop_in_each_form(flytex, shop, request, name, arguments):
    """Whole, as on a pipe."""
    result = flytex("inspect", "shop.py", *arguments, "-q", "--no-sync-local-sys-paths")
    assert result.code == 0, result.stderr
    golden, shown = GOLDEN / name, stable(result.out)
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown)
    assert comparable(shown) == comparable(golden.read_text())
    assert "\x1b" not in result.out


def comparable(text: str) -> str:
    """Without the version of a cache: it is a hash of the syntax tree, and the files were made with Python 3.11."""
    return text if sys.version_info[:2] == (3, 11) else re.sub(r'("version": ")[0-9a-f]{64}"', r'\1HASH"', text)


@pytest.mark.parametrize("arguments", [(), AT, ("main", *AT), ("--filter", "gpu")])
def test_json_is_valid_by_its_schema(flytex, shop, arguments):
    """`docs/schemas/inspect.schema.json`, closed."""
    schema = json.loads((REPOSITORY / "docs/schemas/inspect.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads(flytex("inspect", "shop.py", "-f", "json", *arguments).out)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert document["tasks"]


def test_on_a_pipe_nothing_depends_on_the_clock(flytex, shop):
    """Fire times are shown for --at alone; twice the same bytes."""
    first, second = (flytex("inspect", "shop.py", "-f", "json", PYTHONHASHSEED=seed).out for seed in ("0", "1"))
    assert first == second
    assert json.loads(first)["at"] is None
    assert all(trigger["fires"] is None for task in json.loads(first)["tasks"] for trigger in task["triggers"])
    assert json.loads(flytex("inspect", "shop.py", "-f", "json", "--at", "now").out)["at"]


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ((), ["steps.train", "flow.main", "flow.small"]),
        (("--filter", "gpu"), ["steps.train"]),
        (("--filter", "!gpu"), ["flow.main", "flow.small"]),
        (("--filter", "image=*flow:1", "--filter", "triggers"), ["flow.main"]),
        (("--filter", "cache!=2026*"), ["flow.main", "flow.small"]),
        (("--filter", "memory>1Gi"), ["steps.train"]),
        (("--filter", "memory>2Gi"), []),
        (("--filter", "cpu>=4"), ["steps.train"]),
        (("--filter", "retries<1"), ["flow.main", "flow.small"]),
        (("--filter", "timeout>600"), ["steps.train"]),
        (("--filter", "environment=flow"), ["flow.main", "flow.small"]),
        (("--sort", "name"), ["flow.main", "flow.small", "steps.train"]),
        (("--sort", "-name"), ["steps.train", "flow.small", "flow.main"]),
        (("--sort", "cpu"), ["steps.train", "flow.main", "flow.small"]),
        (("--sort", "image"), ["flow.main", "flow.small", "steps.train"]),
        (("--env", "flow", "--task", "ma*"), ["flow.main"]),
    ],
)
def test_filters_and_order(flytex, shop, arguments, names):
    """Conditions on columns, all of which must hold; numbers from the largest, text from a to z."""
    result = flytex("inspect", "shop.py", "-f", "json", *arguments)
    assert [task["name"] for task in json.loads(result.out)["tasks"]] == names


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--filter", "memry"), "--filter: no column 'memry'; did you mean memory?"),
        (("--filter", "a b"), "--filter: 'a b' is not a condition"),
        (("--filter", "memory>much"), "--filter: 'memory>much' does not compare numbers"),
        (("--filter", "name>4"), "--filter: 'name>4' does not compare numbers"),
        (("--sort", "size"), "--sort: no column 'size'"),
        (("--at", "tomorrow"), "--at: 'tomorrow' is not a time"),
        (("--at", "9999-12-31T23:59:59Z"), "--at: '9999-12-31T23:59:59Z' is not a time from 1970 to 2999"),
        (("--at", "0001-01-01T00:00:00+23:59"), "--at: '0001-01-01T00:00:00+23:59' is not a time from 1970 to 2999"),
    ],
)
def test_what_cannot_be_asked_is_said(flytex, shop, arguments, message):
    """Exit 2."""
    result = flytex("inspect", "shop.py", *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.stderr.startswith(f"error: {message}")


def test_a_task_that_is_not_there(flytex, shop):
    """Exit 3, as for a filter; and a file that does not exist is a file, not a task."""
    assert flytex("inspect", "shop.py", "nope").code == 3
    missing = flytex("inspect", "shop.py", "missing.py")
    assert (missing.code, missing.stderr.splitlines()[0]) == (2, "error: missing.py does not exist")


@pytest.mark.engines
def test_findings_of_lint_are_shown_with_a_task(flytex, write):
    """Those of the task itself and of its environment; nothing of other tasks."""
    write(
        "bad.py",
        """
        import flyte
        env = flyte.TaskEnvironment("bad", image="ghcr.io/acme/a:1", resources=flyte.Resources(memory="250MB"))
        other = flyte.TaskEnvironment("other", image="ghcr.io/acme/a:1", resources=flyte.Resources(memory="250M"))

        @env.task
        async def main() -> None: ...

        @other.task
        async def fine() -> None: ...
        """,
    )
    (task,) = json.loads(flytex("inspect", "bad.py", "main", "-f", "json").out)["tasks"]
    (finding,) = [finding for finding in task["findings"] if finding["code"] == "RES001"]
    assert finding["place"] == "bad.py:2"
    assert "'250MB'" in finding["message"]
    (fine,) = json.loads(flytex("inspect", "bad.py", "fine", "-f", "json").out)["tasks"]
    assert "RES001" not in {finding["code"] for finding in fine["findings"]}
    assert "RES001 error: " in flytex("inspect", "bad.py", "main").out


def test_an_unloadable_module_is_said_and_the_others_are_shown(flytex, shop, write):
    """Exit 3."""
    write("broken.py", "import nowhere_at_all\n")
    result = flytex("inspect", ".")
    assert result.code == 3
    assert "steps.train" in result.out
    assert "no module named 'nowhere_at_all'" in result.stderr


def test_the_columns_are_those_that_were_asked_for():
    """Those of a task from name to reuse and place; port to address are of apps."""
    names = "name type image cpu memory gpu cache retries timeout cost port scaling auth address secrets triggers reuse place"
    assert [column.name for column in COLUMNS] == names.split()


def test_fire_times_on_a_terminal_have_their_offset():
    """Once, unless the clocks change in between."""
    from flytex_cli.cli.inspect_output import _when

    assert (
        _when(("2026-10-23T02:30:00+02:00", "2026-10-24T02:30:00+02:00"), 60)
        == "2026-10-23 02:30  2026-10-24 02:30  +02:00"
    )
    assert (
        _when(("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"), 60)
        == "2026-10-25 02:30+02:00  2026-10-25 02:30+01:00"
    )


@pytest.mark.parametrize("form", ["table", "tree"])
@pytest.mark.parametrize("detailed", [False, True])
def test_on_a_terminal(monkeypatch, capsys, form, detailed):
    """The same facts, in colours or without; long ones through the pager."""
    from flytex_cli import api
    from flytex_cli.cli.color import ColorChoice
    from flytex_cli.cli.inspect_output import print_overview
    from flytex_cli.cli.output import Output
    from flytex_cli.inspect.report import InspectReport
    from flytex_cli.render.inspections import InspectFormat

    output = Output(ColorChoice.NEVER)

    overview = api.inspect(api.InspectRequest(api.Modules([REPOSITORY / "fixtures/hello.py"]))).overview
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("LINES", "200")
    print_overview(InspectReport(overview, detailed), InspectFormat(form), output)
    shown = capsys.readouterr().out
    assert "greet" in shown
    assert "main" in shown
    monkeypatch.setenv("LINES", "3")
    paged: list[str] = []
    monkeypatch.setattr("pydoc.pager", paged.append)
    print_overview(InspectReport(overview, detailed), InspectFormat(form), output)
    assert capsys.readouterr().out == ""
    assert "greet" in "".join(paged)
