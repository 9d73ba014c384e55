"""An app that serves Flyte's own operations as tools, by group (SDK 2.12.1)."""

from __future__ import annotations

import importlib
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from flytex_cli.standin._core.common.made import Made
from flytex_cli.standin._core.image.image import Image

from ._mcp_app import MCPAppEnvironment

_SEARCH = ("search_flyte_sdk_examples", "search_flyte_docs_examples", "search_full_docs")
_GROUPS: dict[str, tuple[str, ...]] = {
    "task": ("run_task", "get_task", "list_tasks"),
    "run": ("get_run", "get_run_io", "abort_run", "list_runs", "wait_for_run", "rerun_run"),
    "action": ("list_actions", "get_action", "abort_action"),
    "logs": ("get_logs",),
    "app": ("get_app", "list_apps", "activate_app", "deactivate_app"),
    "trigger": ("list_triggers", "get_trigger", "activate_trigger", "deactivate_trigger"),
    "project": ("list_projects", "get_project"),
    "secret": ("list_secrets", "create_secret", "delete_secret"),
    "condition": ("list_conditions", "signal_condition"),
    "identity": ("whoami",),
    "search": _SEARCH,
}
_READING = ("get_", "list_", "search_", "wait_for_", "whoami")

ALL_MCP_TOOLS: tuple[str, ...] = tuple(tool for tools in _GROUPS.values() for tool in tools)
TOOL_GROUP_MAPPING: dict[str, tuple[str, ...]] = {"all": ALL_MCP_TOOLS, "core": (), **_GROUPS}
ALL_MCP_TOOL_GROUPS: tuple[str, ...] = tuple(TOOL_GROUP_MAPPING)
READ_ONLY_MCP_TOOLS: tuple[str, ...] = tuple(tool for tool in ALL_MCP_TOOLS if tool.startswith(_READING))


def resolve_tools(
    tool_groups: Sequence[str] | None, tools: Sequence[str] | None, *, read_only: bool = False
) -> set[str]:
    """Return the names of the tools to serve: those of some groups, those named, or all.

    Raises:
        ValueError: a group or tool does not exist, or both are given.
    """
    if tool_groups is not None and tools is not None:
        raise ValueError("give tool_groups or tools, not both")
    _refuse_unknown("tool group", tool_groups or (), ALL_MCP_TOOL_GROUPS)
    _refuse_unknown("tool", tools or (), ALL_MCP_TOOLS)
    if tool_groups is not None:
        enabled = {tool for group in tool_groups for tool in TOOL_GROUP_MAPPING[group]}
    else:
        enabled = set(ALL_MCP_TOOLS if tools is None else tools)
    return enabled & set(READ_ONLY_MCP_TOOLS) if read_only else enabled


def _refuse_unknown(kind: str, names: Sequence[str], known: Collection[str]) -> None:
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ValueError(f"unknown {kind} {unknown[0]!r}: it must be one of {', '.join(known)}")


def _default_image() -> Image:
    """Return the image with what the search tools read."""
    examples = ("flyteorg/flyte-sdk", "unionai/unionai-examples")
    fetched = [f"git clone --depth 1 https://github.com/{name}.git /root/{name.partition('/')[2]}" for name in examples]
    docs = "curl -fsSL https://www.union.ai/docs/v2/union/llms.txt -o /root/llms.txt"
    with_git = Image.from_debian_base().with_apt_packages("ca-certificates", "git", "curl")
    return with_git.with_pip_packages("mcp", "starlette", "uvicorn").with_commands([*fetched, docs])


@dataclass(kw_only=True, repr=True)
class FlyteMCPAppEnvironment(MCPAppEnvironment):
    """An app that serves Flyte's own operations as tools.

    Its server `mcp`, without the tools, is made when it is asked for: only then is the package mcp needed.

    Attributes:
        title: of the server.
        instructions: for the model.
        tool_groups: the groups of tools to serve.
        tools: the tools to serve.
        read_only: whether only those are served that change nothing.
        task_allowlist: the tasks that may be started.
        app_allowlist: the apps that may be changed.
        trigger_allowlist: the triggers that may be changed.
        allowed_hosts: names under which the server may be reached.
        allowed_origins: pages that may talk to it.
        sdk_examples_path: where the search finds the SDK's examples.
        docs_examples_path: where it finds those of the documentation.
        full_docs_path: where it finds the documentation.
    """

    type: str = "FlyteMCPApp"
    title: str | None = None
    instructions: str | None = None
    mcp_mount_path: str = "/flyte-mcp"
    tool_groups: list[str] | None = None
    tools: list[str] | None = None
    read_only: bool = False
    task_allowlist: list[str] | None = None
    app_allowlist: list[str] | None = None
    trigger_allowlist: list[str] | None = None
    allowed_hosts: list[str] | None = None
    allowed_origins: list[str] | None = None
    sdk_examples_path: str | None = "/root/flyte-sdk/examples"
    docs_examples_path: str | None = "/root/unionai-examples/v2"
    full_docs_path: str | None = "/root/llms.txt"
    mcp: Any = field(init=False, default=None, repr=False, compare=False)
    _enabled_tools: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        if self.image in (None, "auto"):
            self.image = _default_image()
        self._enabled_tools = resolve_tools(self.tool_groups, self.tools, read_only=self.read_only)
        super().__post_init__()

    @property
    def enabled_tools(self) -> set[str]:
        """The tools it serves."""
        return set(self._enabled_tools)

    def resolved_allowed_hosts(self) -> list[str] | None:
        """Return the names under which the server may be reached: those given, else the environment's."""
        return _listed(self.allowed_hosts, "FLYTE_MCP_ALLOWED_HOSTS")

    def resolved_allowed_origins(self) -> list[str] | None:
        """Return the pages that may talk to it: those given, else the environment's."""
        return _listed(self.allowed_origins, "FLYTE_MCP_ALLOWED_ORIGINS")

    def _make_server(self) -> Any:
        server: Any = importlib.import_module("mcp.server.fastmcp")
        is_http = self.transport == "streamable-http"
        return server.FastMCP(
            name=self.title or self.name,
            instructions=self.instructions,
            stateless_http=is_http,
            json_response=is_http,
        )


FlyteMCPAppEnvironment.mcp = Made("mcp", FlyteMCPAppEnvironment._make_server)


def _listed(given: list[str] | None, variable: str) -> list[str] | None:
    if given is not None:
        return list(given)
    return [each.strip() for each in os.environ.get(variable, "").split(",") if each.strip()] or None
