"""What runs: a container, or a pod where the app has a pod template."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flytex_cli.standin._core.context.serialization import SerializationContext

from .container import to_container

if TYPE_CHECKING:
    from flytex_cli.standin._core.app.environment import AppEnvironment
    from flytex_cli.standin._core.app.parameter import Parameter


def to_target(app: AppEnvironment, sctx: SerializationContext, parameters: Sequence[Parameter]) -> dict[str, Any]:
    """Return the field of `Spec` that is set, and its message."""
    template = app.pod_template
    if not template:
        if not app.image:
            raise ValueError(f"app {app.name!r}: it has neither an image nor a pod template")
        return {"container": to_container(app, sctx, parameters)}
    if isinstance(template, str):
        raise NotImplementedError(
            f"app {app.name!r}: SDK 2.12.1 takes no pod template by its name in the cluster, got {template!r}; "
            "give it a flyte.PodTemplate"
        )
    from .pod import to_pod

    return {"pod": to_pod(app, template, sctx, parameters)}
