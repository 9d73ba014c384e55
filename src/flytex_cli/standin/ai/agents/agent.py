"""Agents: a model with instructions and tools. They are made; talking to a model is refused."""

from __future__ import annotations

import pathlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any

from flytex_cli.standin._core.common.loggers import logger
from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly, runtime_only_class

from ._code import build_code_system_prompt
from ._llm import LLMCallable, LLMMessage, _default_call_llm
from ._mcp import MCPServerSpec
from ._tools import AgentTool, ToolFn, passes_files, signature_of, to_tools, tool
from .memory import MemoryStore
from .protocol import AgentResult

__all__ = [
    "Agent",
    "AgentEvent",
    "AgentResult",
    "AgentTool",
    "LLMCallable",
    "LLMMessage",
    "MCPServerSpec",
    "MemoryStore",
    "ToolFn",
    "agent_progress_cb",
    "tool",
]

_TurnResult = runtime_only_class("flyte.ai.agents.agent", "_TurnResult")
_emit = RuntimeOnly("flyte.ai.agents.agent._emit")
_condition_approval = RuntimeOnly("flyte.ai.agents.Agent.approval_callback")

AgentProgressCallback = Callable[["AgentEvent"], Awaitable[None]]
ApprovalCallback = Callable[[AgentTool, "dict[str, Any]"], Awaitable[bool]]

agent_progress_cb: ContextVar[AgentProgressCallback | None] = ContextVar("agent_progress_cb", default=None)


@dataclass
class AgentEvent:
    """Something that happens while an agent works."""

    type: str
    data: dict[str, Any] = field(default_factory=dict)
    agent: str = ""
    run_id: str = ""


@dataclass(kw_only=True)
class Agent:
    """A model with instructions and tools; running it is refused.

    Attributes:
        name: of the agent.
        instructions: for the model.
        model: which one.
        tools: functions, tasks and tools, by name or not.
        mcp_servers: servers whose tools it may use.
        skills: texts, or files with texts, added to the instructions.
        max_turns: how often it may ask the model.
        call_llm: what asks the model.
        approval_callback: what asks a person.
        parallel_tool_calls: whether tools are called at the same time.
        code_mode: whether the model writes code that calls the tools.
    """

    name: str = "flyte-agent"
    instructions: str = "You are a helpful assistant."
    model: str = "claude-haiku-4-5"
    tools: Sequence[Any] | Mapping[str, Any] = field(default_factory=tuple)
    mcp_servers: Sequence[MCPServerSpec] = field(default_factory=tuple)
    skills: Sequence[str | pathlib.Path] = field(default_factory=tuple)
    max_turns: int = 25
    call_llm: LLMCallable = _default_call_llm
    approval_callback: ApprovalCallback = _condition_approval
    parallel_tool_calls: bool = True
    code_mode: bool = False

    _registry: dict[str, AgentTool] = field(init=False, repr=False, default_factory=dict)
    _mcp_loaded: bool = field(init=False, repr=False, default=False)
    _system_prompt: str = field(init=False, repr=False, default="")

    run = RuntimeOnly("flyte.ai.agents.Agent.run")

    def __post_init__(self) -> None:
        self._register(to_tools(self.tools))
        asking = [each.name for each in self._registry.values() if each.requires_approval]
        if self.code_mode and asking:
            logger.warning(f"agent {self.name}: in code mode nobody is asked before {', '.join(asking)} is called")

    @property
    def system_prompt(self) -> str:
        """What the model is told first: the instructions, the tools and the skills."""
        return self._system_prompt

    def tool_descriptions(self) -> list[dict[str, str]]:
        """Return name, signature and description of each tool; those of servers are known at run time."""
        return [
            {"name": each.name, "signature": signature_of(each), "description": each.description}
            for each in self._registry.values()
        ]

    def add_tool(self, obj: Any, *, name: str | None = None) -> AgentTool:
        """Give the agent one more tool."""
        added = to_tools({name: obj} if name else [obj], known=self._registry)
        self._register(added)
        return self._registry[next(iter(added))]

    def _register(self, tools: Mapping[str, AgentTool]) -> None:
        for name, each in tools.items():
            handled = each.call_handler is not None
            self._registry[name] = replace(each, call_llm=self.call_llm, model=self.model) if handled else each
        self._system_prompt = self._prompt()

    def _prompt(self) -> str:
        texts = [each.read_text() if isinstance(each, pathlib.Path) else each for each in self.skills]
        skills = "\n\nAdditional context / skills:\n" + "\n\n".join(texts) if texts else ""
        if self.code_mode:
            return build_code_system_prompt(self.instructions, self._registry, skills)
        listed = [f"- {each.name}: {each.description}" for each in self._registry.values()]
        parts = [self.instructions, "", "You may call these tools:", *(listed or ["(no tools registered)"])]
        parts.append("Answer in plain text when you need no tool any more.")
        if passes_files(self._registry.values()):
            parts.append("Hand a flyte.io File, Dir or DataFrame on as the whole JSON object that a tool returned.")
        return "\n".join(parts) + skills
