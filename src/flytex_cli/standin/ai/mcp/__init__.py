"""`flyte.ai.mcp`: apps that serve tools by the Model Context Protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flytex_cli.standin._unavailable import RuntimeOnly
from flytex_cli.standin.app import AppEnvironment

__all__ = [
    "ALL_MCP_TOOLS",
    "ALL_MCP_TOOL_GROUPS",
    "READ_ONLY_MCP_TOOLS",
    "TOOL_GROUP_MAPPING",
    "FlyteMCPAppEnvironment",
    "MCPAppEnvironment",
    "resolve_tools",
]

ALL_MCP_TOOLS: tuple[str, ...] = ()
ALL_MCP_TOOL_GROUPS: tuple[str, ...] = ()
READ_ONLY_MCP_TOOLS: tuple[str, ...] = ()
TOOL_GROUP_MAPPING: dict[str, tuple[str, ...]] = {}

resolve_tools = RuntimeOnly("flyte.ai.mcp.resolve_tools")


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
