"""Alias of a private module of the SDK, which users' agents import from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from .agent import LLMMessage, _default_call_llm

__all__ = ["LLMCallable", "LLMMessage", "_default_call_llm"]

LLMCallable = Callable[..., Awaitable[LLMMessage]]
