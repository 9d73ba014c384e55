"""Flyte's own operations as tools, by group (SDK 2.12.1)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

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
