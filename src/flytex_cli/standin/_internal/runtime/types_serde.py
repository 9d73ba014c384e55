"""Alias of the SDK's private module: an interface as message."""

from __future__ import annotations

from flytex_cli.standin._translate._interface import typed_interface as transform_native_to_typed_interface

__all__ = ["transform_native_to_typed_interface"]
