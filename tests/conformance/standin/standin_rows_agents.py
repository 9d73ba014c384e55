"""Rows: agents and their tools."""

from __future__ import annotations

import dataclasses
import inspect
import pathlib
from collections.abc import Callable
from typing import Any

from tests.conformance.standin.standin_harness import Row, spec
from tests.conformance.standin.standin_rows_task import add, greet, task

Call = Callable[[Any], Any]


def undocumented(x: int) -> int:
    return x


def of_many(a: list[int], b: dict[str, float], c: str | None = None, d: bool = True) -> str:
    """Join
    two lines.

    And more.
    """
    return ""


def odd(x: int, *rest: int) -> int:
    return x


@dataclasses.dataclass
class Point:
    x: int
    y: float = 0.0


def of_records(p: Point) -> Point:
    return p


def told(tool: Any) -> Any:
    """What a tool says of itself."""
    names = ("name", "description", "parameters", "source", "requires_approval", "model")
    return [[getattr(tool, name) for name in names], tool.to_openai_format(), tool.__wrapped_task__ is not None]


def tool_of(target: Callable[[Any], Any], **settings: Any) -> Call:
    return lambda flyte: told(flyte.ai.agents.tool(target(flyte), **settings))


def agent(flyte: Any, *tools: Any, **settings: Any) -> Any:
    return flyte.ai.agents.Agent(name="a", instructions="Help.", tools=tools, **settings)


def of_files(flyte: Any) -> Any:
    def read(file: Any, folder: Any) -> str:
        return ""

    read.__annotations__ = {"file": flyte.io.File, "folder": flyte.io.Dir, "return": str}
    return read


TOOLS = Row("flyte.ai.agents.tool")
TOOLS.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.ai.agents.tool),
        "function": tool_of(lambda flyte: add),
        "async function": tool_of(lambda flyte: greet),
        "function without a text": tool_of(lambda flyte: undocumented),
        "function of many": tool_of(lambda flyte: of_many),
        "function with more arguments": tool_of(lambda flyte: odd),
        "function of records": tool_of(lambda flyte: of_records),
        "function of files": tool_of(of_files),
        "lambda": tool_of(lambda flyte: lambda x: x),
        "traced function": tool_of(lambda flyte: flyte.trace(greet)),
        "task": tool_of(task),
        "task without a text": tool_of(lambda flyte: task(flyte, undocumented)),
        "named": tool_of(lambda flyte: add, name="plus", description="Plus.", requires_approval=True),
        "tool": tool_of(lambda flyte: flyte.ai.agents.tool(add, name="plus", requires_approval=True)),
        "tool, named": tool_of(lambda flyte: flyte.ai.agents.tool(add), name="plus"),
        "nothing that can be one": tool_of(lambda flyte: 3),
        "by hand": lambda flyte: (
            told(flyte.ai.agents.AgentTool("n", "d", {}, None)) if hasattr(flyte.ai.agents, "AgentTool") else None
        ),
        "spec of the task": lambda flyte: spec(flyte, flyte.ai.agents.tool(task(flyte)).target),
        "signature of AgentTool": lambda flyte: inspect.signature(flyte.ai.agents.AgentTool),
        "signature of ToolFn": lambda flyte: inspect.signature(flyte.ai.agents.ToolFn),
    }
)

AGENT = Row("flyte.ai.agents.Agent")


def added(*first: Any, **settings: Any) -> Call:
    def call(flyte: Any) -> Any:
        made = agent(flyte, *first)
        return [told(made.add_tool(add, **settings)), made.tool_descriptions()]

    return call


def handled(flyte: Any) -> Any:
    async def handler(call_llm: Any, tool_fn: Any, **arguments: Any) -> Any:
        return 0

    made = agent(flyte, flyte.ai.agents.tool(add, call_handler=handler))
    [tool] = made._registry.values()
    return [tool.model, tool.call_llm is made.call_llm]


def prompted(flyte: Any, **settings: Any) -> Any:
    """What a prompt must hold; its words are not the SDK's."""
    prompt = agent(flyte, add, undocumented, skills=["Be kind.", pathlib.Path(__file__)], **settings).system_prompt
    wanted = ("Help.", "add", "undocumented", "Add two numbers.", "Be kind.", "Rows: agents", "(x: int, y: int = 2)")
    return [each in prompt for each in wanted]


AGENT.table(
    {
        "fields": lambda flyte: list(inspect.signature(flyte.ai.agents.Agent).parameters),
        "tools": lambda flyte: agent(flyte, add, of_many, task(flyte, greet)).tool_descriptions(),
        "named tools": lambda flyte: flyte.ai.agents.Agent(tools={"plus": add}).tool_descriptions(),
        "no tools": lambda flyte: agent(flyte).tool_descriptions(),
        "two of a name": lambda flyte: agent(flyte, add, add),
        "add": added(),
        "add by a name": added(name="plus"),
        "add again": added(add),
        "add again by a name": added(add, name="plus"),
        "a tool that is none": lambda flyte: agent(flyte, 3),
        "handled": handled,
        "prompt": lambda flyte: prompted(flyte),
        "prompt of code": lambda flyte: prompted(flyte, code_mode=True),
        "prompt without tools": lambda flyte: "(no tools registered)" in agent(flyte).system_prompt,
        "is what a chat wants": lambda flyte: isinstance(agent(flyte), flyte.ai.agents.AgentProtocol),
        "a server": lambda flyte: flyte.ai.agents.MCPServerSpec(name="s", url="https://s"),
        "a server that is none": lambda flyte: flyte.ai.agents.MCPServerSpec(name="s"),
        "a result": lambda flyte: flyte.ai.agents.AgentResult(summary="s"),
        "a message": lambda flyte: flyte.ai.agents.LLMMessage("m"),
        "a change of a file": lambda flyte: dataclasses.replace(
            flyte.ai.agents.MemoryMeta("p", "s", "t", "u", "r", 1), path="q"
        ),
        "a changed file": lambda flyte: setattr(flyte.ai.agents.MemoryMeta("p", "s", "t", "u", "r", 1), "path", "q"),
    }
)

ROWS = [TOOLS, AGENT]
