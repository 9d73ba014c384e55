"""`flyte.ai.agents`: agents that call tasks as tools."""

from __future__ import annotations

from ._llm import LLMCallable, LLMMessage
from ._mcp import MCPServerSpec
from ._tools import AgentTool, ToolCallHandler, ToolFn, tool
from .agent import Agent, AgentEvent, agent_progress_cb
from .memory import AccessDenied, ConcurrencyError, MemoryMeta, MemoryStore, MemoryStoreError
from .protocol import AgentProtocol, AgentResult

__all__ = [
    "AccessDenied",
    "Agent",
    "AgentEvent",
    "AgentProtocol",
    "AgentResult",
    "AgentTool",
    "ConcurrencyError",
    "LLMCallable",
    "LLMMessage",
    "MCPServerSpec",
    "MemoryMeta",
    "MemoryStore",
    "MemoryStoreError",
    "ToolCallHandler",
    "ToolFn",
    "agent_progress_cb",
    "tool",
]
