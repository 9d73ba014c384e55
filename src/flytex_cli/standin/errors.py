"""`flyte.errors`: what a task raises, and what the backend reports of it."""

from __future__ import annotations

from flytex_cli.standin._core import errors as _errors
from flytex_cli.standin._core.errors import *  # noqa: F403  (all the names of its `__all__`)

__all__ = _errors.__all__
