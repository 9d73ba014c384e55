"""`flyte.extras.model_streamer`: weights from a store straight to a GPU; here refused."""

from __future__ import annotations

from typing import Any

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly


def __getattr__(name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(f"module 'flyte.extras.model_streamer' has no attribute {name!r}")
    return RuntimeOnly(f"flyte.extras.model_streamer.{name}")
