"""What a chat app wants of an agent."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from .agent import AgentResult

__all__ = ["AgentProtocol", "AgentResult"]


@runtime_checkable
class AgentProtocol(Protocol):
    """Anything that runs on a message and lists its tools."""

    async def run(self, message: str, *args: Any, **kwargs: Any) -> Any: ...

    def tool_descriptions(self) -> list[dict[str, str]]: ...
