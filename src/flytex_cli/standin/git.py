"""`flyte.git`: the repository the working directory is in, and links into it."""

from __future__ import annotations

from flytex_cli.standin._core.setup.git import GitStatus, config_from_root

__all__ = ["GitStatus", "config_from_root"]
