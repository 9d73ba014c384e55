"""Alias of the SDK's private module, which plugins import."""

from __future__ import annotations

from flytex_cli.standin._lazy_module import is_imported, lazy_module

__all__ = ["is_imported", "lazy_module"]
