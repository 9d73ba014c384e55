"""What a deployment adds to an app: its checks of the code bundle, and the built image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flyteidl2.app import app_definition_pb2

from flytex_cli.standin._core.context.serialization import SerializationContext

from .definition import to_app

if TYPE_CHECKING:
    from flytex_cli.standin._core.app.environment import AppEnvironment


def deploy_app(app: AppEnvironment, sctx: SerializationContext) -> app_definition_pb2.App:
    """Return the app as a deployment sends it."""
    if sctx.code_bundle is not None and sctx.code_bundle.pkl:
        _check_pickled(app)
    message = to_app(app, sctx)
    built = sctx.image_cache.image_lookup.get(app.name) if sctx.image_cache else None
    if built is not None and message.spec.HasField("container"):
        message.spec.container.image = built
    return message


def _check_pickled(app: AppEnvironment) -> None:
    if app.include:
        raise ValueError(f"app {app.name!r}: include is of no use with a pickled code bundle, which holds no files")
    if app._server is None:
        raise ValueError(f"app {app.name!r}: a pickled code bundle needs its server, the function of @app.server")
