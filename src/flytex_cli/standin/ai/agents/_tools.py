"""Alias of a private module of the SDK, which users' agents import from."""

from __future__ import annotations

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly

from .agent import AgentTool, ToolFn, ToolTaskResolver, tool

__all__ = ["AgentTool", "ToolFn", "ToolTaskResolver", "_abbreviate", "invoke_agent_tool", "tool"]

_abbreviate = RuntimeOnly("flyte.ai.agents._tools._abbreviate")
invoke_agent_tool = RuntimeOnly("flyte.ai.agents.invoke_agent_tool")
