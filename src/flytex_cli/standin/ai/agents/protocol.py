"""What a chat app wants of an agent, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable


@dataclass
class AgentResult:
    """What an agent has come to."""

    code: str = ""
    charts: list[str] = field(default_factory=list)
    summary: str = ""
    error: str = ""
    attempts: int = 1
    memory: Any | None = None


@runtime_checkable
class AgentProtocol(Protocol):
    """Anything that runs on a message and lists its tools."""

    async def run(self, message: str, *args: Any, **kwargs: Any) -> Any: ...

    def tool_descriptions(self) -> list[dict[str, str]]: ...
