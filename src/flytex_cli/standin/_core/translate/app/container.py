"""`Container` of an app: image, command, arguments, resources, port, variables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flyteidl2.core import literals_pb2, tasks_pb2

from flytex_cli.standin._core.context.serialization import SerializationContext
from flytex_cli.standin._core.image.image import Image
from flytex_cli.standin._core.setup import initialize
from flytex_cli.standin._core.translate.apple_silicon import apple_silicon_env
from flytex_cli.standin._core.translate.container import image_uri, to_pairs
from flytex_cli.standin._core.translate.resources import to_resources
from flytex_cli.standin._core.translate.sys_paths import local_sys_paths

if TYPE_CHECKING:
    from flytex_cli.standin._core.app.environment import AppEnvironment
    from flytex_cli.standin._core.app.parameter import Parameter


def to_container(
    app: AppEnvironment, sctx: SerializationContext, parameters: Sequence[Parameter]
) -> tasks_pb2.Container:
    """Return the app's container; its command takes these parameters."""
    port = app.get_port()
    return tasks_pb2.Container(
        image=app_image_uri(app, sctx),
        command=command(app, sctx, parameters),
        args=arguments(app, sctx),
        resources=to_resources(app.resources),
        ports=[tasks_pb2.ContainerPort(container_port=port.port, name=port.name)],
        env=variables(app, sctx),
    )


def app_image_uri(app: AppEnvironment, sctx: SerializationContext) -> str | None:
    """Return the URI of the app's image; a name is a base image, and `auto` the default one."""
    image = app.image
    if image == "auto":
        image = Image.from_debian_base()
    elif isinstance(image, str):
        image = Image.from_base(image) if image else None
    return image_uri(image, app.name, sctx) if image else None


def command(app: AppEnvironment, sctx: SerializationContext, parameters: Sequence[Parameter]) -> list[str]:
    """Return the command, which the app's class may have changed."""
    return _words(app, "command", app.container_cmd(sctx, list(parameters)))


def arguments(app: AppEnvironment, sctx: SerializationContext) -> list[str]:
    """Return the arguments, which the app's class may have changed."""
    return _words(app, "args", app.container_args(sctx))


def _words(app: AppEnvironment, field: str, words: list[str]) -> list[str]:
    for word in words:
        if not isinstance(word, str):
            raise TypeError(f"app {app.name!r}: {field} must be strings, got {word!r} in {words}")
    return words


def variables(app: AppEnvironment, sctx: SerializationContext) -> list[literals_pb2.KeyValuePair]:
    """Return the app's variables, those of the Mac that it runs on, and the import path."""
    owner = f"app {app.name!r}"
    values = {**(app.env_vars or {}), **apple_silicon_env(app, owner)}
    settings = initialize.settings()
    if settings is not None and settings.sync_local_sys_paths and sctx.root_dir is not None:
        values |= local_sys_paths(sctx.root_dir)
    return to_pairs(owner, "env_vars", values)
