"""The settings of each command, known without importing it: its parameters' names."""

from __future__ import annotations

_LOAD = frozenset(
    {
        "paths",
        "env",
        "task",
        "engine",
        "root_dir",
        "exclude",
        "jobs",
        "timeout",
        "max_memory",
        "allow_network",
        "stub_imports",
        "stub",
        "cache",
        "cache_dir",
        "cache_size",
        "shard",
        "project",
        "domain",
        "org",
        "version",
        "image",
        "config",
        "interpreter_path",
        "input_path",
        "output_path",
        "code_bundle_uri",
        "code_bundle_version",
        "dest",
        "sync_local_sys_paths",
    }
)
_TALK = frozenset({"format", "quiet", "verbose", "color"})
_FILES = frozenset({"output_dir", "check"})

NAMES = {
    "serialize": _LOAD | _TALK | _FILES | {"message", "affected", "watch"},
    "podspec": _LOAD
    | _TALK
    | _FILES
    | {"message", "explain", "spec_only"}
    | {"cluster", "gpu_key", "cluster_config", "pod_template_file", "release_namespace", "release_name"}
    | {"run_name", "attempt", "namespace", "storage_prefix", "interruptible", "render"}
    | {"run_start_time", "run_env", "run_label", "run_annotation", "flyte_run"}
    | {"cpu", "memory", "gpu", "disk", "shm", "container_name"},
    "lint": _LOAD
    | _TALK
    | {"select", "extend_select", "ignore", "fail_on", "exit_zero", "affected", "cluster", "watch"}
    | {"baseline", "write_baseline", "fix", "diff", "output_file", "statistics", "relative_to"},
    "rule": frozenset({"code", "format", "color"}),
    "diff": _LOAD
    | _TALK
    | {"old", "new", "all", "fail_on", "allow_empty", "accept", "write_accept", "rates", "old_python", "new_python"},
    "inspect": _LOAD | _TALK | {"at", "filter", "sort", "rates"},
    "plan": _LOAD | _TALK | {"against", "accept", "at", "fail_on", "copy_style", "allow_empty"},
    "graph": _LOAD | _TALK | {"output_file"},
    "image": _LOAD | _TALK | _FILES,
    "bundle": _LOAD | _TALK | {"copy_style", "ruff", "list", "tar"},
    "affected": _LOAD | _TALK | {"revision", "why"},
    "policy": _LOAD | (_TALK - {"format"}) | {"action", "file"},
    "cache": frozenset({"action", "cache_dir"}),
    "verify": _LOAD | _TALK | {"message"},
}
"""By command, the names of its parameters."""

OWN = {
    "lint": frozenset(
        {
            "select",
            "extend_select",
            "ignore",
            "mandatory",
            "severity",
            "per_file_ignores",
            "per_task_ignores",
            "cluster",
            "base_images",
            "extend",
            "policy",
        }
    ),
    "diff": frozenset({"impact"}),
}
"""Settings that a command reads itself (`lint_settings.py`, `diff_settings.py`), in its own table only."""
