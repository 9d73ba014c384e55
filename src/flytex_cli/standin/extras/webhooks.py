"""`flyte.extras.webhooks`: receivers of other services' webhooks; here refused."""

from __future__ import annotations

from typing import Any

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly


def __getattr__(name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(f"module 'flyte.extras.webhooks' has no attribute {name!r}")
    return RuntimeOnly(f"flyte.extras.webhooks.{name}")
