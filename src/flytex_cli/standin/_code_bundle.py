"""Alias of the SDK's private module: bundling code, which flytex does elsewhere."""

from __future__ import annotations

from ._unavailable import RuntimeOnly

build_code_bundle = RuntimeOnly("flyte._code_bundle.build_code_bundle")
