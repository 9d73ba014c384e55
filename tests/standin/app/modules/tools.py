"""Tools for models: a server of one's own in three transports, and Flyte's operations."""

from flyte.ai.mcp import FlyteMCPAppEnvironment, MCPAppEnvironment
from mcp.server.fastmcp import FastMCP

server = FastMCP("calculator")

web = MCPAppEnvironment(name="calculator", mcp=server)
events = MCPAppEnvironment(name="calculator-events", mcp=server, transport="sse", mcp_mount_path="/calc")
local = MCPAppEnvironment(name="calculator-local", mcp=server, transport="stdio", image="registry.example.com/calc:1")
flyte_tools = FlyteMCPAppEnvironment(name="flyte-tools", tool_groups=["run", "task"], read_only=True)
