"""Functions of the SDK's private modules that bundle code or drive a run: nothing here does."""

from __future__ import annotations

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly

build_code_bundle = RuntimeOnly("flyte._code_bundle.build_code_bundle")
create_controller = RuntimeOnly("flyte._internal.controllers.create_controller")
get_controller = RuntimeOnly("flyte._internal.controllers.get_controller")
