"""What Flyte refuses while a module is imported: told once, by one rule, with the value, and the rest is linted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flytex_cli.engine.base import EngineChoice
from flytex_cli.engine.refused import CHECKERS
from flytex_cli.lint.engine import Subjects, find
from flytex_cli.lint.registry import all_rules
from flytex_cli.lint.selection import Layer, Selection
from tests.lint.linting import lint_texts
from tests.lint.making import project_of

FIELDS = [f"{callee}.{name}" for callee, checkers in CHECKERS.items() for name in checkers]


@pytest.mark.parametrize(
    "field", [*FIELDS, "Resources.gpu.quantity", "Cron(tz=)", "Resources()", "Flyte 1", "unknown name", "Image"]
)
def test_each_refusal_has_one_rule(field: str) -> None:
    telling = [rule.code for rule in all_rules() if any(re.fullmatch(each, field) for each in rule.refused)]
    assert len(telling) == 1, telling


SAID = {
    'flyte.Resources(gpu="a100:2")': (
        "gpu is 'a100:2', which names no device that Flyte knows",
        "did you mean 'A100:2'?",
    ),
    'flyte.Resources(gpu="RTX")': (
        "gpu is 'RTX', which names no device that Flyte knows",
        "write NAME:COUNT; the names are A2, A10, A10G, A100, A100_80G, B200 and 31 more",
    ),
    'flyte.Resources(mem="1Gi")': ("flyte.Resources(...) has no argument 'mem'", "did you mean 'memory'?"),
    "flyte.Resources(colour=1)": (
        "flyte.Resources(...) has no argument 'colour'",
        "it takes cpu, memory, gpu, disk or shm",
    ),
    "flyte.Resources(memory=2147483648)": ("memory is 2147483648, a number without a unit", "write '2Gi'"),
    'flyte.TaskEnvironment("e", cache=True)': ("cache is True, and Flyte takes a word", "write 'auto'"),
    "flyte.Image.from_debian_base(python_version=3.10)": (
        "python_version is 3.10, not a pair of numbers",
        "write python_version=(3, 10)",
    ),
    'flyte.TaskEnvironment("MyEnv")': (
        "'MyEnv' is no name of an environment: only lower case letters and digits, and single - or _ between them",
        "write 'my-env'",
    ),
    'flyte.app.AppEnvironment("my_app")': (
        "'my_app' is no name of an app: only lower case letters and digits, and single - between them",
        "write 'my-app'",
    ),
    "flyte.app.Scaling(replicas=(3, 1))": (
        "replicas is (3, 1), and the first number is the smaller one",
        "write replicas=(1, 3), a number or a (least, most) pair",
    ),
    'flyte.app.Scaling(scaledown_after="5m")': ("scaledown_after is '5m', not a time", "write timedelta(minutes=5)"),
    'flyte.app.AppEndpoint(name="x")': (
        "flyte.app.AppEndpoint(...) has no argument 'name'",
        "did you mean 'app_name'?",
    ),
    'flyte.Cache("auto", max_age="2h")': ("max_age is '2h', not a time", "write timedelta(hours=2)"),
    'flyte.TaskEnvironment("e", retries=3)': (
        "flyte.TaskEnvironment(...) has no argument 'retries'",
        "retries belongs to each task: @env.task(retries=...)",
    ),
}


@pytest.mark.engines
def test_the_value_and_what_to_write(tmp_path: Path) -> None:
    texts = {f"m{index}": f"import flyte\nimport flyte.app\n\nthing = {call}\n" for index, call in enumerate(SAID)}
    found = lint_texts(texts, EngineChoice.AUTO, tmp_path, set())
    assert {call: [(f.message, f.fix) for f in found[f"m{index}"]] for index, call in enumerate(SAID)} == {
        call: [said] for call, said in SAID.items()
    }


def test_the_argument_is_marked(tmp_path: Path) -> None:
    project = project_of(tmp_path, 'import flyte\n\nsmall = flyte.Resources(\n    gpu="a100:2",\n)\n')
    [finding] = find(Subjects(project), Selection().rules())
    assert (finding.span.line, finding.span.column, finding.span.end_column) == (4, 9, 17)


def test_without_the_rule_the_module_still_does_not_load(tmp_path: Path) -> None:
    project = project_of(tmp_path, 'import flyte\n\nsmall = flyte.Resources(gpu="a100:2")\n')
    [finding] = find(Subjects(project), Selection([Layer(ignore=["GPU003"])]).rules())
    assert finding.code == "LOD001"
    assert finding.message == "the module cannot be imported: gpu is 'a100:2', which names no device that Flyte knows"


def test_a_mistake_in_an_imported_module_is_told_there_and_the_rest_is_linted(tmp_path: Path) -> None:
    project = project_of(
        tmp_path,
        common='import flyte\n\nsmall = flyte.Resources(gpu="a100:2")\n',
        flow="""
            import flyte

            env = flyte.TaskEnvironment("flow", resources=flyte.Resources(memory="1GiB"))
            from common import small

            other = flyte.TaskEnvironment("other", resources=small)

            @env.task
            async def fit(x: int) -> int:
                return x

            @other.task
            async def lost(x: int) -> int:
                return x
            """,
    )
    found = [(Path(f.span.file).name, f.span.line, f.code) for f in find(Subjects(project), Selection().rules())]
    assert found == [("common.py", 3, "GPU003"), ("flow.py", 3, "RES001")]


def test_an_exception_of_the_user_s_own_is_no_refusal(tmp_path: Path) -> None:
    text = "import flyte\n\ndef gpu(gpu):\n    raise ValueError('gpu is bad')\n\nsmall = gpu(gpu='a100:2')\n"
    assert [f.code for f in find(Subjects(project_of(tmp_path, text)), Selection().rules())] == ["LOD001"]


@pytest.mark.engines
@pytest.mark.parametrize(
    ("call", "name", "value", "column"),
    [
        ("flyte.Backoff(base=timedelta(seconds=1), factor=0.5)", "factor", "0.5", 57),
        ("flyte.RetryStrategy(count=-1)", "count", "-1", 35),
        ("flyte.RetryStrategy(count='3')", "count", "'3'", 35),
        ("flyte.Image.from_debian_base(name='x').with_requirements(file='reqs.toml')", "file", "'reqs.toml'", 71),
    ],
)
def test_what_has_no_words_of_its_own(tmp_path: Path, call: str, name: str, value: str, column: int) -> None:
    """The argument that the engine's message names is marked, with its value and the message as it is."""
    text = f"import flyte\nfrom datetime import timedelta\n\nthing = {call}\n"
    [finding] = lint_texts({"m": text}, EngineChoice.AUTO, tmp_path, set())["m"]
    assert (finding.code, finding.span.line, finding.span.column) == ("ARG002", 4, column)
    assert finding.message.startswith(f"{name} is {value}: ")
    assert value.strip("'") in finding.message.partition(": ")[2]
    assert finding.fix == f"give {name} another value"
