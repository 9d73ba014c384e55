"""`flyte.ai.mcp`: apps that serve tools by the Model Context Protocol."""

from __future__ import annotations

from ._flyte_mcp_app import (
    ALL_MCP_TOOL_GROUPS,
    ALL_MCP_TOOLS,
    READ_ONLY_MCP_TOOLS,
    TOOL_GROUP_MAPPING,
    FlyteMCPAppEnvironment,
    resolve_tools,
)
from ._mcp_app import MCPAppEnvironment

__all__ = [
    "ALL_MCP_TOOLS",
    "ALL_MCP_TOOL_GROUPS",
    "READ_ONLY_MCP_TOOLS",
    "TOOL_GROUP_MAPPING",
    "FlyteMCPAppEnvironment",
    "MCPAppEnvironment",
    "resolve_tools",
]
