"""A run per event, however often the event is delivered: needs a cluster."""

from __future__ import annotations

from typing import Any, NamedTuple

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly

DUPE_LABEL_KEY = "dedupe"


class RunOnceResult(NamedTuple):
    """The run of an event, and whether it was started just now."""

    run: Any
    created: bool


blocking_run = RuntimeOnly("flyte.extras.webhooks.blocking_run")
run_once = RuntimeOnly("flyte.extras.webhooks.run_once")
