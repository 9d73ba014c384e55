"""What an app knows of itself; outside of one there is nothing."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class AppContext:
    """Where an app runs."""

    mode: Literal["local", "remote"] = "local"
    project: str | None = None
    domain: str | None = None


def ctx() -> AppContext:
    """Return the app's context."""
    return AppContext()


def get_parameter(name: str) -> str:
    """Return a parameter, which is given in an environment variable."""
    value = os.environ.get(name)
    if value is None:
        raise ValueError(f"there is no parameter {name!r}: parameters are given to a running app")
    return value
