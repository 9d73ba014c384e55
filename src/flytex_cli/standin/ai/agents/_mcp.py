"""Servers whose tools an agent may use; they are asked at run time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(kw_only=True)
class MCPServerSpec:
    """A server, by its address or the command that starts it."""

    name: str
    url: str | None = None
    command: list[str] | None = None
    headers: dict[str, str] | None = None
    env: dict[str, str] | None = None
    transport: Literal["auto", "http", "streamable-http", "sse", "stdio"] = "auto"
    tool_prefix: str = ""
    tool_filter: list[str] | None = None

    def __post_init__(self) -> None:
        if not self.url and not self.command:
            raise ValueError(f"MCPServerSpec {self.name!r} needs url= or command=")
