"""An app that serves an MCP server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly
from flytex_cli.standin._core.context.serialization import SerializationContext
from flytex_cli.standin._core.image.image import Image
from flytex_cli.standin._core.resources.resources import Resources
from flytex_cli.standin.app import AppEnvironment, Link

MCPTransport = Literal["stdio", "sse", "streamable-http"]

_ENDPOINTS = {"streamable-http": "mcp", "sse": "sse"}
"""By the transport: where the server is below its mount path; `stdio` has no address."""


@dataclass(kw_only=True, repr=True)
class MCPAppEnvironment(AppEnvironment):
    """An app that serves an MCP server.

    Attributes:
        mcp: the server, a `mcp.server.fastmcp.FastMCP`.
        mcp_mount_path: where it is mounted.
        transport: how it is talked to; `stdio` is for local use.
        uvicorn_config: how uvicorn serves it.
    """

    type: str = "MCPApp"
    mcp: Any
    mcp_mount_path: str = "/mcp"
    transport: MCPTransport = "streamable-http"
    uvicorn_config: Any | None = None

    run_stdio = RuntimeOnly("flyte.ai.mcp.MCPAppEnvironment.run_stdio")
    run_stdio_async = RuntimeOnly("flyte.ai.mcp.MCPAppEnvironment.run_stdio_async")
    _starlette_app_server = RuntimeOnly("flyte.ai.mcp.MCPAppEnvironment")

    def __post_init__(self) -> None:
        if self.image in (None, "auto"):
            self.image = Image.from_debian_base().with_pip_packages("mcp", "starlette", "uvicorn")
        if self.resources is None:
            self.resources = Resources(cpu=1, memory="512Mi")
        super().__post_init__()
        if self.transport not in (*_ENDPOINTS, "stdio"):
            raise ValueError(
                f"app {self.name!r}: transport must be 'stdio', 'sse' or 'streamable-http', got {self.transport!r}"
            )
        if not isinstance(self.mcp_mount_path, str) or not self.mcp_mount_path.startswith("/"):
            raise ValueError(f"app {self.name!r}: mcp_mount_path must start with '/', got {self.mcp_mount_path!r}")
        if self.transport == "stdio":
            return
        endpoint = f"{self.mcp_mount_path}/{_ENDPOINTS[self.transport]}"
        self.links = [
            Link(path=endpoint, title="MCP Endpoint", is_relative=True),
            Link(path="/health", title="Health", is_relative=True),
            *self.links,
        ]
        self._server = self._starlette_app_server

    @property
    def _mcp_server(self) -> Any:
        return self.mcp

    def container_command(self, serialization_context: SerializationContext) -> list[str]:
        """Return no command: the server is run by `_server`."""
        return []
