"""The command of an app's container: `fserve`, unless the app has one of its own."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flytex_cli.standin._core import errors
from flytex_cli.standin._core.common.loggers import logger
from flytex_cli.standin._core.context.arguments import code_bundle_arguments, image_cache_arguments
from flytex_cli.standin._core.context.serialization import SerializationContext

from .transport import parameters_to_transport

if TYPE_CHECKING:
    from .environment import AppEnvironment
    from .parameter import Parameter


def container_command(
    app: AppEnvironment, sctx: SerializationContext, parameters: Sequence[Parameter] | None
) -> list[str]:
    """Return the command; it takes these parameters, where there are any, instead of the app's."""
    if app.command is None:
        return _serve(app, sctx, parameters or app.parameters)
    return shlex.split(app.command) if isinstance(app.command, str) else app.command


def _serve(app: AppEnvironment, sctx: SerializationContext, parameters: Sequence[Parameter]) -> list[str]:
    version: Any = sctx.version  # None in contexts that users make
    if version is None and sctx.code_bundle is not None:
        version = sctx.code_bundle.computed_version
    return [
        "fserve",
        *("--version", version or ""),
        *("--project", sctx.project or ""),
        *("--domain", sctx.domain or ""),
        *("--org", sctx.org or ""),
        *image_cache_arguments(sctx.image_cache),
        *code_bundle_arguments(sctx.code_bundle),
        *(("--parameters", parameters_to_transport(parameters)) if app.parameters else ()),
        *("--raw-data-path", "{{.rawOutputDataPrefix}}"),
        *_resolver_arguments(app, sctx),
        "--",
    ]


def _resolver_arguments(app: AppEnvironment, sctx: SerializationContext) -> list[str]:
    from .resolver import AppEnvResolver

    if app._caller_frame is None:
        return []
    if sctx.root_dir is None:
        raise errors.RuntimeSystemError(
            "SerializationError",
            f"app {app.name}: the serialization context needs a root_dir, the folder the app's module is named from",
        )
    resolver = AppEnvResolver()
    try:
        place = resolver.loader_args(app, sctx.root_dir)
    except RuntimeError as error:
        logger.warning(f"{error}: its command does not say how to find it")
        return []
    return ["--resolver", resolver.import_path, "--resolver-args", place]
