"""`flyte.ai` and `flyte.app`: what is written at a module's top level is taken, or refused, as SDK 2.12.1 does."""

from __future__ import annotations

import importlib

import pytest

pytestmark = pytest.mark.sdk

OUTPUTS = [
    {"type": "file"},
    {"type": "file", "run_name": "a", "task_name": "b"},
    {"type": "app_endpoint", "run_name": "a"},
    {"type": "nope", "run_name": "a"},
    {"type": "file", "run_name": 3},
    {"run_name": "a"},
]
GROUPS = [
    (None, None, False),
    (None, None, True),
    (["task", "run", "core"], None, False),
    (["all"], None, True),
    (["script"], None, False),
    (None, ["whoami", "run_task"], True),
    (None, ["nope"], False),
    (["task"], ["whoami"], False),
]


def outcome(function, *arguments, **keywords):
    """What a call gives, or that it is refused."""
    try:
        return function(*arguments, **keywords)
    except (TypeError, ValueError):  # pydantic's errors are ValueErrors
        return "refused"


@pytest.mark.parametrize("values", OUTPUTS, ids=str)
def test_run_output(values):
    """Neither a run nor a task, and both of them, are taken."""
    made = [
        outcome(importlib.import_module(name).RunOutput, **values) for name in ("flyte.app", "flytex_cli.standin.app")
    ]
    assert made[0] == made[1] == "refused" or vars(made[0]) == vars(made[1])


@pytest.mark.parametrize(("groups", "tools", "read_only"), GROUPS, ids=str)
def test_tool_groups(groups, tools, read_only):
    sdk, standin = (importlib.import_module(f"{package}.ai.mcp") for package in ("flyte", "flytex_cli.standin"))
    chosen = [outcome(side.resolve_tools, groups, tools, read_only=read_only) for side in (sdk, standin)]
    assert chosen[0] == chosen[1]
    assert sdk.TOOL_GROUP_MAPPING == standin.TOOL_GROUP_MAPPING


@pytest.mark.parametrize(
    "name",
    ["_llm._default_call_llm", "_llm.LLMMessage", "_code.extract_python_code", "_tools.AgentTool", "_tools.tool"],
)
def test_private_names_that_tutorials_import(name):
    module, _, attribute = name.partition(".")
    for package in ("flyte", "flytex_cli.standin"):
        assert callable(getattr(importlib.import_module(f"{package}.ai.agents.{module}"), attribute))
