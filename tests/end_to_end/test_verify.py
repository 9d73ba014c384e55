"""`flytex verify`: how a user comes to trust the stand-in."""

from __future__ import annotations

import json

import jsonschema
import pytest

from tests.harness import FIXTURES, REPOSITORY

pytestmark = pytest.mark.sdk


def test_all_fixtures_are_equal(flytex):
    """Both messages; exit 0 and the count."""
    for message in ("taskspec", "deploy-request"):
        result = flytex("verify", FIXTURES, "--root-dir", FIXTURES, "--message", message, "-q")
        assert (result.code, result.out) == (0, "45 tasks and 18 apps: 63 equal, 0 different\n"), result.out


def test_a_difference_is_shown_field_by_field(flytex, write):
    """A module that asks which engine it runs on differs on purpose; exit 1."""
    write(
        "odd.py",
        """
        import flyte
        size = "2Gi" if "standin" in flyte.TaskEnvironment.__module__ else "1Gi"
        env = flyte.TaskEnvironment(name="odd", resources=flyte.Resources(memory=size))

        @env.task
        async def main(x: int) -> int: ...
        """,
    )
    result = flytex("verify", "odd.py")
    assert result.code == 1
    assert result.out == (
        "odd.main (odd.py)\n"
        "  taskTemplate.container.resources.requests[name=MEMORY].value\n"
        '    sdk      "1Gi"\n'
        '    standin  "2Gi"\n'
        "1 task: 0 equal, 1 different\n"
    )


def test_a_task_of_one_side_only_is_exit_3(flytex, write):
    """With the other side's reason."""
    write(
        "half.py",
        """
        import flyte
        if "standin" in flyte.TaskEnvironment.__module__:
            raise ValueError("not here")
        env = flyte.TaskEnvironment(name="half")

        @env.task
        async def main(x: int) -> int: ...
        """,
    )
    result = flytex("verify", "half.py")
    assert result.code == 3
    assert result.out == (
        "half.py\n"
        "  the stand-in refuses it: the module cannot be imported: ValueError: not here\n"
        "half.main (half.py)\n"
        "  the stand-in refuses it: the module cannot be imported: ValueError: not here\n"
        "0 tasks: 0 equal, 0 different, 2 on one side only\n"
    )


MIXED = {
    "good.py": """
        import flyte
        env = flyte.TaskEnvironment(name="same")

        @env.task
        async def main(x: int) -> int: ...

        @env.task
        async def bad(x: int = None) -> int: ...
        """,
    "other.py": """
        import flyte
        from good import env as imported
        env = flyte.TaskEnvironment(name="same")

        @env.task
        async def main(x: str) -> str: ...
        """,
    "broken.py": "import no_such_package\n",
}


def test_what_both_refuse_is_counted_and_told_on_demand(flytex, write):
    """Two tasks of one name in two files are two tasks; a module that imports another's task adds none."""
    for name, text in MIXED.items():
        write(name, text)
    result = flytex("verify", ".")
    assert (result.code, result.out) == (0, "3 tasks: 3 equal, 0 different, 1 module refused by both\n")
    assert "no_such_package" not in result.stderr
    told = flytex("verify", ".", "-v").stderr
    assert "broken.py\n  the SDK refuses it: the module cannot be imported: no module named 'no_such_package'" in told


def test_json(flytex, write):
    """A versioned document for scripts, with what both refuse."""
    for name, text in MIXED.items():
        write(name, text)
    document = json.loads(flytex("verify", ".", "--format", "json").out)
    schema = json.loads((REPOSITORY / "docs/schemas/verify.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert {key: document[key] for key in ("version", "modules", "tasks", "equal", "different")} == {
        "version": 1,
        "modules": 3,
        "tasks": 3,
        "equal": 3,
        "different": [],
    }
    assert [(each["file"], each["task"], sorted(each["reasons"])) for each in document["refused"]] == [
        ("broken.py", None, ["sdk", "standin"])
    ]
