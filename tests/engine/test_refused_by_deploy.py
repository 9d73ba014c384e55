"""What only a deployment refuses is found by lint, with either engine, in words that name the task and the field."""

from __future__ import annotations

import json

import pytest

CONTAINER = """
    import flyte
    from flyte.extras import ContainerTask

    ping = ContainerTask(name="ping", image="alpine:3.20", command={command})
    env = flyte.TaskEnvironment.from_task("env", ping)
"""
TRIGGER = """
    import flyte
    env = flyte.TaskEnvironment("t")

    @env.task(triggers=flyte.Trigger("nightly", flyte.Cron("0 5 * * *"), inputs={{"limits": {value}}}))
    async def f(limits: {kind}) -> int:
        return 1
"""
CASES = {
    "one word": (CONTAINER.format(command=["true"]), "one or two words"),
    "two words": (CONTAINER.format(command=["sleep", "1"]), "one or two words"),
    "three words": (CONTAINER.format(command=["sh", "-c", "true"]), None),
    "a dict": (TRIGGER.format(kind="dict[str, int]", value={"cpu": 4}), "trigger 'nightly': SDK 2.12.1 cannot convert"),
    "an optional dict": (
        TRIGGER.format(kind="dict[str, int] | None", value={"a": 1}),
        "cannot convert the value of input 'limits'",
    ),
    "a dict of lists": (TRIGGER.format(kind="dict[str, list[int]]", value={"a": [1]}), "cannot convert"),
    "an empty dict": (TRIGGER.format(kind="dict[str, int]", value={}), None),
    "a list of dicts": (TRIGGER.format(kind="list[dict[str, int]]", value=[{"a": 1}]), None),
    "a plain dict": (TRIGGER.format(kind="dict", value={"a": 1}), None),
}


@pytest.mark.engines
@pytest.mark.parametrize("case", CASES)
def test_lint_finds_it(flytex, write, case):
    text, said = CASES[case]
    write("m.py", text)
    result = flytex("lint", "m.py", "-f", "json")
    messages = [each["message"] for each in json.loads(result.out)["findings"] if each["severity"] == "error"]
    assert (len(messages), result.code) == ((0, 0) if said is None else (1, 1)), messages
    assert said is None or said in messages[0]


@pytest.mark.sdk
@pytest.mark.parametrize("case", CASES)
def test_flyte_deploy_refuses_exactly_these(flytex, write, tmp_path, case):
    """The real one, against a recorder on loopback; and the stand-in's deploy request with it."""
    from tests.conformance.deploying import DeployError, deploy

    text, said = CASES[case]
    write("m.py", text)
    try:
        sent, _ = deploy(tmp_path, "m.py", "env")
    except DeployError:
        sent = []
    assert bool(sent) is (said is None)
    for engine in ("sdk", "standin"):
        code = flytex("serialize", "m.py", "--message", "deploy-request", "--engine", engine, "-q").code
        assert code == (0 if said is None else 3), engine


@pytest.mark.engines
@pytest.mark.parametrize("message", ["taskspec", "deploy-request"])
def test_serialize_names_the_trigger_and_the_input(flytex, write, message):
    """Whichever message is written, with the reason and what to write."""
    write("m.py", CASES["a dict"][0])
    result = flytex("serialize", "m.py", "--message", message)
    assert result.code == 3
    assert (
        "t.f: triggers.nightly: trigger 'nightly': SDK 2.12.1 cannot convert the value of input 'limits'"
        in result.stderr
    )
    assert "hint: make the input a dataclass" in result.stderr


@pytest.mark.engines
def test_a_list_of_none_is_refused(flytex, write):
    """As the SDK refuses it: its item type is no class."""
    write("m.py", TRIGGER.format(kind="list[None]", value=[]))
    for engine in ("standin", "auto"):
        assert flytex("serialize", "m.py", "--engine", engine, "-q").code == 3


@pytest.mark.engines
@pytest.mark.parametrize("command", ["graph", "inspect"])
def test_a_bad_default_hides_no_task(flytex, write, command):
    """The task is written without the default, so it is shown; the default is said, exit 3."""
    write(
        "m.py",
        """
        import flyte
        env = flyte.TaskEnvironment("shop")

        @env.task
        async def score(n: int = "one") -> int:
            return 1

        @env.task
        async def main() -> int:
            return await score(1)
        """,
    )
    result = flytex(command, "m.py", "-f", "json")
    assert result.code == 3
    assert [task["name"] for task in json.loads(result.out)["tasks"]] == ["shop.score", "shop.main"]
    assert "shop.score: default_inputs.n: the default 'one' of input 'n' is not of type int" in result.stderr
