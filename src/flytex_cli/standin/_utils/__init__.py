"""Alias of the SDK's private package, which plugins import."""

from __future__ import annotations

from flytex_cli.standin._lazy_module import lazy_module

__all__ = ["lazy_module"]
