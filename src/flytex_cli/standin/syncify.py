"""`flyte.syncify`: async functions that can also be called without await."""

from __future__ import annotations

from flytex_cli.standin._core.common.syncify import Syncify, syncify

__all__ = ["Syncify", "syncify"]
