"""How the runtime in the image finds a task or an app again."""

from __future__ import annotations

DEFAULT_RESOLVER = "flyte._internal.resolvers.default.DefaultTaskResolver"
"""What a task without a `task_resolver` of its own is found by (SDK 2.0 to 2.12.1), whatever serialized it."""

APP_RESOLVER = "flyte._internal.resolvers.app_env.AppEnvResolver"
"""What finds an app (SDK 2.12.1)."""
