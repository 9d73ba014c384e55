"""`flytex verify`: how a user comes to trust the stand-in."""

from __future__ import annotations

import pytest

from harness import FIXTURES

pytestmark = pytest.mark.sdk


def test_all_fixtures_are_equal(flytex):
    """Both messages; exit 0 and the count."""
    for message in ("taskspec", "deploy-request"):
        result = flytex("verify", FIXTURES, "--root-dir", FIXTURES, "--message", message, "-q")
        assert (result.code, result.out) == (0, "44 tasks: 44 equal, 0 different\n"), result.out


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
        "odd.main\n"
        "  taskTemplate.container.resources.requests[name=MEMORY].value\n"
        '    sdk      "1Gi"\n'
        '    standin  "2Gi"\n'
        "1 tasks: 0 equal, 1 different\n"
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
    assert "only sdk: half.main (half.py:6)" in result.out
