"""`flyte.ai.mcp`: apps that serve tools by the Model Context Protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flytex_cli.standin.app import AppEnvironment

from ._flyte_mcp_app import ALL_MCP_TOOL_GROUPS, ALL_MCP_TOOLS, READ_ONLY_MCP_TOOLS, TOOL_GROUP_MAPPING, resolve_tools

__all__ = [
    "ALL_MCP_TOOLS",
    "ALL_MCP_TOOL_GROUPS",
    "READ_ONLY_MCP_TOOLS",
    "TOOL_GROUP_MAPPING",
    "FlyteMCPAppEnvironment",
    "MCPAppEnvironment",
    "resolve_tools",
]


@dataclass(kw_only=True, repr=True)
class MCPAppEnvironment(AppEnvironment):
    """An app that serves an MCP server."""

    mcp: Any = None
    transport: str = "streamable-http"
    mcp_mount_path: str = "/flyte-mcp"
    type: str | None = "MCP"
    uvicorn_config: Any | None = None


@dataclass(kw_only=True, repr=True)
class FlyteMCPAppEnvironment(MCPAppEnvironment):
    """An app that serves Flyte's own operations as tools."""

    instructions: str | None = None
    tool_groups: list[str] | None = None
    tools: list[str] | None = None
    task_allowlist: list[str] | None = None
    app_allowlist: list[str] | None = None
    trigger_allowlist: list[str] | None = None
    read_only: bool = False
    sdk_examples_path: str | None = None
    docs_examples_path: str | None = None
    full_docs_path: str | None = None

    def __post_init__(self) -> None:
        if self.tools is not None and self.tool_groups is not None:
            raise ValueError("FlyteMCPAppEnvironment takes tools= or tool_groups=, not both")
        self._enabled_tools = resolve_tools(self.tool_groups, self.tools, read_only=self.read_only)
        super().__post_init__()

    @property
    def enabled_tools(self) -> set[str]:
        """The tools it serves."""
        return set(self._enabled_tools)
