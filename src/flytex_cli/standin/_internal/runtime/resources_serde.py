"""Alias of the SDK's private module: resources as messages."""

from __future__ import annotations

from flytex_cli.standin.extend import get_proto_extended_resources, get_proto_resources

__all__ = ["get_proto_extended_resources", "get_proto_resources"]
