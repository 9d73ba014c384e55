"""Agents and tools."""

from __future__ import annotations

import pathlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly, runtime_only_class
from flytex_cli.standin._core.resolver.default import DefaultTaskResolver
from flytex_cli.standin._core.task.function import AsyncFunctionTaskTemplate


class ToolTaskResolver(DefaultTaskResolver):
    """Finds a task whose name in its module is a tool made of it."""

    @property
    def import_path(self) -> str:
        return "flyte.ai.agents._tools.ToolTaskResolver"


_default_call_llm = RuntimeOnly("flyte.ai.agents.call_llm")
_TurnResult = runtime_only_class("flyte.ai.agents.agent", "_TurnResult")
_emit = RuntimeOnly("flyte.ai.agents.agent._emit")


@dataclass
class LLMMessage:
    """What a model answers."""

    content: str | None
    tool_calls: list[dict[str, Any]] = field(default_factory=list)
    raw: Any = None


@dataclass
class AgentEvent:
    """Something that happens while an agent works."""

    type: str
    data: dict[str, Any] = field(default_factory=dict)
    agent: str = ""
    run_id: str = ""


@dataclass
class AgentResult:
    """What an agent has come to."""

    code: str = ""
    charts: list[str] = field(default_factory=list)
    summary: str = ""
    error: str = ""
    attempts: int = 1
    memory: Any | None = None


@dataclass(frozen=True, kw_only=True)
class MCPServerSpec:
    """A server whose tools an agent may use."""

    name: str
    url: str | None = None
    command: list[str] | None = None
    headers: dict[str, str] | None = None
    env: dict[str, str] | None = None
    transport: Literal["auto", "http", "streamable-http", "sse", "stdio"] = "auto"
    tool_prefix: str = ""
    tool_filter: list[str] | None = None

    def __post_init__(self) -> None:
        if not self.url and not self.command:
            raise ValueError(f"MCPServerSpec {self.name!r} needs url= or command=")


@dataclass
class AgentTool:
    """A task or function that an agent may call."""

    name: str
    description: str
    parameters: dict[str, Any]
    execute: Any
    requires_approval: bool = False
    source: str = "function"
    target: Any = None
    call_handler: Any | None = None
    call_llm: Any | None = None
    model: str | None = None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.target(*args, **kwargs)

    @property
    def __wrapped_task__(self) -> Any:
        """The task of this tool, by which the runtime finds it behind the tool's name."""
        return self.target


@dataclass
class ToolFn:
    """A tool as a model is told of it."""

    name: str
    description: str
    parameters: dict[str, Any]
    model: str
    target: Any
    source: str
    _execute: Any


@dataclass(kw_only=True)
class Agent:
    """A model with instructions and tools; running it is refused."""

    name: str = "flyte-agent"
    instructions: str = "You are a helpful assistant."
    model: str = "claude-haiku-4-5"
    tools: Sequence[Any] | Mapping[str, Any] = field(default_factory=tuple)
    mcp_servers: Sequence[MCPServerSpec] = field(default_factory=tuple)
    skills: Sequence[str | pathlib.Path] = field(default_factory=tuple)
    max_turns: int = 25
    call_llm: Any = _default_call_llm
    approval_callback: Any = None
    parallel_tool_calls: bool = True
    code_mode: bool = False

    run = RuntimeOnly("flyte.ai.agents.Agent.run")

    def tool_descriptions(self) -> list[dict[str, str]]:
        """Return names of the tools."""
        named = self.tools.values() if isinstance(self.tools, Mapping) else self.tools
        return [{"name": getattr(each, "name", getattr(each, "__name__", str(each)))} for each in named]


def tool(
    obj: Any = None,
    /,
    *,
    name: str | None = None,
    description: str | None = None,
    requires_approval: bool = False,
    call_handler: Any | None = None,
) -> Any:
    """Make a tool of a task or function; with or without settings."""

    def make(target: Any) -> AgentTool:
        function = getattr(target, "func", target)
        if isinstance(target, AsyncFunctionTaskTemplate) and target.task_resolver is None:
            target.task_resolver = ToolTaskResolver()
        return AgentTool(
            name=name or str(getattr(function, "__name__", "tool")),
            description=description or (getattr(function, "__doc__", None) or "").strip(),
            parameters={},
            execute=target,
            requires_approval=requires_approval,
            source="task" if hasattr(target, "func") else "function",
            target=target,
            call_handler=call_handler,
        )

    return make if obj is None else make(obj)
