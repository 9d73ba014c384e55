"""Controllers of a run, which the stand-in has none of."""

from __future__ import annotations

from flytex_cli.standin._unavailable import RuntimeOnly

create_controller = RuntimeOnly("flyte._internal.controllers.create_controller")
get_controller = RuntimeOnly("flyte._internal.controllers.get_controller")
