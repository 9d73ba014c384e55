"""What an app knows of itself, which the environment says."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class AppContext:
    """Where an app runs: `mode` is `local` or `remote`."""

    mode: str = "remote"
    project: str = ""
    raw_data_path: str = ""
    domain: str = ""


def ctx() -> AppContext:
    """Return the app's context; without word from the environment it is a remote one of no project."""
    return AppContext(
        mode=os.environ.get("_RUN_MODE", "remote"),
        project=os.environ.get("FLYTE_INTERNAL_EXECUTION_PROJECT", ""),
        domain=os.environ.get("FLYTE_INTERNAL_EXECUTION_DOMAIN", ""),
        raw_data_path=os.environ.get("_FLYTE_APP_RAW_DATA_PATH", ""),
    )
