"""Talking to a model, which is refused; and what a model answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly

__all__ = ["LLMCallable", "LLMMessage", "_default_call_llm"]


@dataclass
class LLMMessage:
    """What a model answers."""

    content: str | None
    tool_calls: list[dict[str, Any]] = field(default_factory=list)
    raw: Any = None


LLMCallable = Callable[
    [str, str, "list[dict[str, Any]]", "list[dict[str, Any]] | None"],
    Awaitable[LLMMessage],
]

_default_call_llm = RuntimeOnly("flyte.ai.agents.call_llm")
