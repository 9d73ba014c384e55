"""Alias of a private module of the SDK, which users' agents import from."""

from __future__ import annotations

from .agent import MCPServerSpec

__all__ = ["MCPServerSpec"]
