"""`flyte.ai.agents`: agents that call tasks as tools."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any

from .agent import Agent, AgentEvent, AgentResult, AgentTool, LLMMessage, MCPServerSpec, ToolFn, tool
from .memory import AccessDenied, ConcurrencyError, MemoryMeta, MemoryStore, MemoryStoreError
from .protocol import AgentProtocol

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

LLMCallable = Callable[..., Awaitable[LLMMessage]]
ToolCallHandler = Callable[..., Awaitable[Any]]

agent_progress_cb: ContextVar[Any] = ContextVar("agent_progress_cb", default=None)
