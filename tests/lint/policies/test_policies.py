"""Rules that a team writes itself: what they find, and how wrong ones are told."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from flytex_cli.lint.policies.checker import check
from flytex_cli.lint.policies.documents import Subject, document_types
from flytex_cli.lint.policies.library import library
from flytex_cli.lint.policies.message import read_message
from flytex_cli.lint.policies.tokens import ExpressionError
from flytex_cli.lint.policies.types import Scalar
from tests.harness import Flytex

HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(sys.version_info < (3, 11), reason="the library of CEL needs Python 3.11")

WRONG = [
    ("task.", 5, "the expression ends where a name must follow"),
    ("1 +", 3, "the expression ends where a value must follow"),
    ("task.retries = 3", 13, "'=' means nothing in CEL; write =="),
    ("task.retries > 1 & true", 17, "'&' means nothing in CEL; write &&"),
    ("task.retries > 1 | true", 17, "'|' means nothing in CEL; write ||"),
    ("task.name == 'a", 13, "the text does not end"),
    ("(task.retries > 1", 17, "the expression ends where ')' must follow"),
    ("task.retries > 1)", 16, "')' stands where an operator, or the end must"),
    ("task.retries > 1 ? true", 23, "the expression ends where ':' must follow"),
    ("size([1, 2) == 2", 10, "')' stands where ',' or ']' must"),
    ("if task.retries", 3, "'task' stands where an operator, or the end must"),
    ("tsk.retries > 1", 0, "there is no 'tsk' here: it sees task, spec, pod; did you mean task?"),
    ("task.retrys > 1", 5, "a task has no field 'retrys'; did you mean retries?"),
    ("task.image.ur == ''", 11, "an image has no field 'ur'; did you mean uri?"),
    ("task.name.first == ''", 10, "a string has no field 'first'"),
    (
        "task.inputs.name == ''",
        12,
        "a list(a parameter) has no field 'name'; ask its items with all(), exists() or [0]",
    ),
    ("task.inputs.all(i, i.nme == '')", 21, "a parameter has no field 'nme'; did you mean name?"),
    ("spec.taskTemplate.metadta.retries", 18, "a TaskTemplate has no field 'metadta'; did you mean metadata?"),
    ("spec.taskTemplate.metadata.timeout > 5", 35, "a string and a number have no order"),
    ("task.retries > '3'", 13, "a number and a string have no order"),
    ("task.name == 3", 10, "a string and a number are never equal"),
    ("task.retries", 0, "it gives a number, and must give a bool"),
    ("task.name && true", 0, "a side of && is a string, and must be a bool"),
    ("!task.name", 1, "what ! turns round is a string, and must be a bool"),
    ("task.name.startswith('a')", 10, "there is no function 'startswith'; did you mean startsWith?"),
    ("task.name.startsWith(1)", 21, "the argument of 'startsWith' is a number, and must be a string"),
    ("task.name.startsWith('a', 'b')", 10, "'startsWith' takes one argument, not 2"),
    ("task.name.quantity() == 1", 10, "'quantity' is written quantity(value)"),
    (
        "quantity('1') < quantity('2')",
        14,
        "< does not take quantities; use isLessThan(), isGreaterThan(), compareTo(), add() or sub()",
    ),
    ("task.retries.isLessThan(quantity('2'))", 0, "what 'isLessThan' is asked of is a number, and must be a quantity"),
    ("'a' in task.name", 4, "in wants a list or a map on its right, not a string"),
    ("task.inputs.all(i.name, true)", 12, "all() takes a name and an expression: all(x, ...)"),
    ("has(task)", 0, "has() takes a field: has(task.timeout)"),
    ("task.inputs['a'] == null", 12, "the place in a list is a string, and must be a number"),
    ("task.name + 1 == 'a1'", 10, "+ does not take a string and a number"),
    ("(" * 60 + "true" + ")" * 60, 50, "nested too deeply"),
    ("!" * 5000 + "true", 99, "nested too deeply"),
    ("true" + " || true" * 5000, 1205, "more than 150 in a row; part the expression"),
    ("task" + ".name" * 5000 + " == ''", 754, "more than 150 in a row; part the expression"),
    ("9223372036854775809 > task.retries", 0, "the number is too large: CEL has 64 bits"),
    ("task.retries > " + "9" * 6000, 15, "the number is too large: CEL has 64 bits"),
    ("18446744073709551616u > 1u", 0, "the number is too large: CEL has 64 bits"),
]


@pytest.mark.parametrize(("text", "offset", "message"), WRONG, ids=[message for _, _, message in WRONG])
def test_a_wrong_expression_is_told_before_anything_is_loaded(text: str, offset: int, message: str) -> None:
    """With the place and, of a misspelt word, the nearest that there is."""
    with pytest.raises(ExpressionError) as raised:
        check(text, document_types(Subject.TASK), wanted=Scalar.BOOL)
    assert (raised.value.message, raised.value.offset) == (message, offset)


@pytest.mark.parametrize(
    "text",
    [
        "-9223372036854775808 < 007 && 18446744073709551615u > 0xFFu",
        "true" + " || true" * 150,
        "(" * 49 + "1" + " + 1 * 2" * 150 + ")" * 49 + " > 0",
    ],
)
def test_what_is_as_large_as_may_be_is_evaluated(text: str) -> None:
    assert check(text, {}, wanted=Scalar.BOOL).gives is Scalar.BOOL
    assert library().compile(text).execute(library().Context()) is True


def test_what_is_too_deep_as_a_whole_is_told() -> None:
    """Each bracket and each row is within its bounds; the tree is deeper than Python goes."""
    text = "1"
    for _ in range(40):
        text = f"({text}" + " + 1" * 149 + ")"
    with pytest.raises(ExpressionError, match="nested too deeply"):
        check(f"{text} > 0", {})


def test_what_an_expression_reads_is_known() -> None:
    """It decides which documents are made, and where a finding points."""
    checked = check(
        "task.inputs.exists(i, i.type == 'int') && pod.spec.containers[0].image != '' && 'A' in task.env && spec['shortName'] != ''",
        document_types(Subject.TASK),
    )
    assert checked.paths == (
        ("task", "inputs", "type"),
        ("pod", "spec", "containers", "image"),
        ("task", "env", "A"),
        ("spec", "shortName"),
    )


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("a {task.nme}", 8, "a task has no field 'nme'; did you mean name?"),
        ("a {task.name", 2, "'{' does not end; write {{ for a brace"),
        ("a } b", 2, "'}' without '{'; write }} for a brace"),
    ],
)
def test_expressions_in_messages_are_checked_too(text: str, offset: int, message: str) -> None:
    """Their places are those in the message."""
    with pytest.raises(ExpressionError) as raised:
        read_message(text, document_types(Subject.TASK))
    assert (raised.value.message, raised.value.offset) == (message, offset)
    parts = read_message("{{a}} is {task.name}, {size(task.inputs)}", document_types(Subject.TASK))
    assert [part if isinstance(part, str) else part.text for part in parts] == [
        "{a} is ",
        "task.name",
        ", ",
        "size(task.inputs)",
    ]


@pytest.mark.engines
def test_the_policies_of_a_team_hold_their_cases(flytex: Flytex) -> None:
    """Twenty-five, with what each finds and what it lets pass; the same with both engines."""
    outcome = flytex("policy", "test", HERE / "acme/policies.toml")
    assert (outcome.code, outcome.out, outcome.stderr) == (0, "7 cases of 25 policies: none failed\n", "")


FLOW = """
import flyte

env = flyte.TaskEnvironment("shop", image="docker.io/library/python:3.12")


@env.task
async def fit(x: int) -> int:
    return x
"""
SETTINGS = """
[tool.flytex.lint]
select = ["ACME"]
{more}

[[tool.flytex.lint.policy]]
code = "ACME001"
name = "own-registry"
expr = '''{expression}'''
message = "the image {{task.image.uri}} is not ours"
fix = "build it from ours"
why = "Images of others come and go."
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A module, and settings with one policy."""
    (tmp_path / "flow.py").write_text(FLOW)
    settings(tmp_path)
    return tmp_path


def settings(folder: Path, expression: str = 'task.image.uri.startsWith("ghcr.io/acme/")', more: str = "") -> None:
    """Write the settings."""
    (folder / "pyproject.toml").write_text(SETTINGS.format(expression=expression, more=more))


@pytest.mark.engines
def test_a_finding_is_like_any_other(flytex: Flytex, project: Path) -> None:
    """It points at what is written, is suppressed by its code or name, and can be left out."""
    outcome = flytex("lint", "flow.py", "-f", "json")
    [finding] = json.loads(outcome.out)["findings"]
    assert outcome.code == 1
    assert {key: finding[key] for key in ("code", "slug", "severity", "message", "file", "line", "task", "fix")} == {
        "code": "ACME001",
        "slug": "own-registry",
        "severity": "error",
        "message": "the image docker.io/library/python:3.12 is not ours",
        "file": "flow.py",
        "line": 4,
        "task": "shop",
        "fix": "build it from ours",
    }
    assert flytex("lint", "flow.py", "--ignore", "own-registry").code == 0
    (project / "flow.py").write_text(FLOW.replace('3.12")', '3.12")  # flytex: ignore[own-registry] for a while'))
    assert flytex("lint", "flow.py").code == 0
    settings(project, more='per-file-ignores = {{ "flow.py" = ["ACME001"] }}\n'.format())
    (project / "flow.py").write_text(FLOW)
    assert flytex("lint", "flow.py").code == 0


def test_in_sarif_it_has_its_text_and_no_page(flytex: Flytex, project: Path) -> None:
    """flytex has no page on it."""
    document = json.loads(flytex("lint", "flow.py", "-f", "sarif").out)
    [rule] = [each for each in document["runs"][0]["tool"]["driver"]["rules"] if each["id"] == "ACME001"]
    assert "helpUri" not in rule
    assert rule["help"]["text"].startswith("Images of others come and go.")


def test_a_value_that_is_not_there_is_a_finding(flytex: Flytex, project: Path) -> None:
    """A policy that cannot be answered lets nothing pass."""
    settings(project, 'task.resources.memory.request == "1Gi"')
    [finding] = json.loads(flytex("lint", "flow.py", "-f", "json").out)["findings"]
    assert finding["message"] == "the policy cannot be evaluated: there is no 'memory'"
    assert finding["fix"] == "has(a.b) tells whether a field is there, a.b != null whether it has a value"
    settings(project, 'quantity(task.env["A"]).isInteger() || size(task.env) == 0')
    assert flytex("lint", "flow.py").code == 0


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        (
            "task.imge.uri == ''",
            "pyproject.toml:9:16: policy ACME001: expr: a task has no field 'imge'; did you mean image?",
        ),
        ("\ntrue &&\n  task.imge.uri == ''", "pyproject.toml:11:8: policy ACME001: expr: a task has no field 'imge'"),
    ],
)
def test_a_wrong_policy_names_file_line_and_column(flytex: Flytex, project: Path, expression: str, said: str) -> None:
    """Nothing is loaded."""
    settings(project, expression)
    outcome = flytex("lint", "flow.py")
    assert outcome.code == 2
    assert outcome.stderr.startswith(f"error: {said}")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('[[tool.flytex.lint.policy]]\nexpr = "true"\nmessage = ""', "pyproject.toml:5: code: there must be one"),
        ('[[tool.flytex.lint.policy]]\ncode = "x1"', "pyproject.toml:6: code: 'x1' is not letters and digits, such as ACME001"),
        ('[[tool.flytex.lint.policy]]\ncode = "AB1"\nexpresion = "true"', "pyproject.toml:7: policy AB1: expresion: no such key; did you mean expr?"),
        (
            '[[tool.flytex.lint.policy]]\ncode = "AB1"\nmessage = ""\nexpr = "true"\non = "tasks"',
            "pyproject.toml:9: policy AB1: on: 'tasks' is none of task, environment, app, trigger, pod; did you mean task?",
        ),
        (
            '[[tool.flytex.lint.policy]]\ncode = "AB1"\nmessage = ""\nexpr = "true"\nseverity = "fatal"',
            "pyproject.toml:9: policy AB1: severity: 'fatal' is none of error, warning, info",
        ),
        (
            '[[tool.flytex.lint.policy]]\ncode = "RES001"\nmessage = ""\nexpr = "true"',
            "pyproject.toml:5: there is a rule 'RES001' already",
        ),
        ('extend = "nowhere.toml"', "pyproject.toml: tool.flytex.lint.extend: 'nowhere.toml' cannot be read: No such file or directory"),
    ],
)  # fmt: skip
def test_wrong_settings_name_the_key(flytex: Flytex, project: Path, more: str, said: str) -> None:
    """And where it stands."""
    settings(project, more=f"\n{more}\n")
    outcome = flytex("rule")
    assert outcome.code == 2
    assert outcome.stderr.splitlines()[0] == f"error: {said}"


def test_policies_are_shared_as_a_file_or_a_package(flytex: Flytex, project: Path) -> None:
    """And `flytex rule` explains them."""
    shared = '[[policy]]\ncode = "TEAM007"\nexpr = "task.retries < 3"\nmessage = "{task.retries} retries"\nwhy = "They cost."\n'
    (project / "policies").mkdir()
    (project / "policies/all.toml").write_text(shared)
    (project / "acme_policies").mkdir()
    (project / "acme_policies/__init__.py").write_text("")
    (project / "acme_policies/all.toml").write_text(shared.replace("007", "008"))
    settings(project, more='extend = ["policies/all.toml", "acme_policies:all.toml"]')
    outcome = flytex("rule", "TEAM007", PYTHONPATH=str(project))
    assert outcome.out == (
        "TEAM007 team007\n{task.retries} retries.\n\nSeverity error; runs by default; for every SDK release.\n\n"
        "They cost.\n\nA policy of policies/all.toml, about each task: `task.retries < 3`\n\n"
        "Suppress it where it is intended: # flytex: ignore[TEAM007] reason\n"
    )
    assert "TEAM008" in flytex("rule", "TEAM", PYTHONPATH=str(project)).out


def test_a_case_that_is_not_as_it_says(flytex: Flytex, project: Path) -> None:
    """What is missing and what is too much, each with its line."""
    (project / "policies").mkdir()
    policy = '[[policy]]\ncode = "TEAM001"\nexpr = "task.retries < 3"\nmessage = "{task.retries} retries"\n'
    (project / "policies/all.toml").write_text(policy)
    case = FLOW.replace("@env.task", "@env.task(retries=3)").replace("import flyte", "import flyte  # expect: TEAM001")
    (project / "policies/case.py").write_text(case)
    outcome = flytex("policy", "test", "policies/all.toml")
    assert outcome.code == 1
    assert outcome.out == (
        "policies/case.py:2: TEAM001 expected, and not found\n"
        "policies/case.py:7: TEAM001 not expected: 3 retries\n"
        "1 case of 1 policy: 1 failed\n"
    )
    assert outcome.stderr == "no case has a finding of TEAM001\n"


def test_without_policies_nothing_is_imported(project: Path) -> None:
    """Neither the library that evaluates them nor flytex's own reading of expressions."""
    import subprocess

    program = (
        "import sys; from flytex_cli.cli.lint_settings import read_own_rules; read_own_rules(None);"
        "print([name for name in sys.modules if name == 'cel' or name.startswith('flytex_cli.lint.policies')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
