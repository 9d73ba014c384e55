"""Alias of the SDK's private module, which plugins import."""

from __future__ import annotations

from flytex_cli.standin._call import run_sync_in_thread

run_sync_with_loop = run_sync_in_thread

__all__ = ["run_sync_in_thread", "run_sync_with_loop"]
