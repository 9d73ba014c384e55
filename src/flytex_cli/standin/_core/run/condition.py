"""Conditions: a run waits until somebody gives a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly


@dataclass
class ConditionWebhook:
    """An address that is told of a new condition; `{callback_uri}` in the payload is where to answer."""

    url: str
    payload: dict[str, Any] | None = None


new_condition = RuntimeOnly("flyte.new_condition")
