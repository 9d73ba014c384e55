"""What `task.override(...)` takes, as of SDK 2.12.1 (`flyte._task.TaskTemplate.override`)."""

OVERRIDES = frozenset(
    {"short_name", "resources", "cache", "retries", "timeout", "reusable", "env_vars", "secrets", "service_account"}
    | {"max_inline_io_bytes", "pod_template", "queue", "interruptible", "entrypoint", "produces_artifacts", "links"}
    | {"plugin_config"}
)
"""Its own keywords."""

REFUSED_OVERRIDES = frozenset({"name", "image", "docs", "interface"})
"""Those it raises a ValueError for."""

FIELDS = frozenset(
    {"_call_as_synchronous", "debuggable", "func", "parent_env", "parent_env_name", "report", "task_resolver"}
    | {"task_type", "task_type_version", "triggers"}
)
"""The other fields of a Python task, which it sets too; any other keyword is a TypeError."""

KIND_OF_FUNCTION = "AsyncFunctionTaskTemplate"
