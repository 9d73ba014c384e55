"""Alias of a module of the SDK, which users' agents import from."""

from __future__ import annotations

from flytex_cli.standin._unavailable import RuntimeOnly, runtime_only_class

from ._agent import Agent, AgentEvent, AgentResult

__all__ = ["Agent", "AgentEvent", "AgentResult", "_TurnResult", "_emit"]

_TurnResult = runtime_only_class("flyte.ai.agents.agent", "_TurnResult")
_emit = RuntimeOnly("flyte.ai.agents.agent._emit")
