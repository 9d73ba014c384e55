"""`Container`: image, arguments, resources, variables, data loading, configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flyteidl2.core import literals_pb2, tasks_pb2

from flytex_cli.standin._core import errors
from flytex_cli.standin._core.context.serialization import SerializationContext
from flytex_cli.standin._core.image.image import Image

from .apple_silicon import apple_silicon_env
from .resources import to_resources

if TYPE_CHECKING:
    from flytex_cli.standin._core.task.template import TaskTemplate


def to_container(task: TaskTemplate[..., Any, Any], sctx: SerializationContext) -> tasks_pb2.Container:
    """Return the task's container; plugins fill its arguments, data loading and configuration."""
    owner = f"task {task.name}"
    variables = {**(task.env_vars or {}), **apple_silicon_env(task, owner)}
    return tasks_pb2.Container(
        image=_image_uri(task, sctx),
        command=[],
        args=task.container_args(sctx),
        resources=to_resources(task.resources),
        env=to_pairs(owner, "env_vars", variables),
        data_config=task.data_loading_config(sctx),
        config=to_pairs(owner, "config", task.config(sctx) or {}),
    )


def to_pairs(owner: str, field: str, values: dict[str, Any]) -> list[literals_pb2.KeyValuePair]:
    """Return names and values; a name or value that is no text is refused in the name of its owner."""
    for key, value in values.items():
        if not isinstance(key, str) or not isinstance(value, (str, type(None))):
            raise TypeError(f"{owner}: {field} must be strings, got {key!r}: {value!r}")
    return [literals_pb2.KeyValuePair(key=key, value=value) for key, value in values.items()]


def _image_uri(task: TaskTemplate[..., Any, Any], sctx: SerializationContext) -> str | None:
    image, environment = task.image, task.parent_env_name
    if isinstance(image, str):
        raise errors.RuntimeSystemError("BadConfig", f"task {task.name}: the image {image!r} is not a flyte.Image")
    if environment is None:
        raise errors.RuntimeSystemError(
            "BadConfig",
            f"task {task.name} is in no environment: make it with an environment's decorator, or give it one "
            "with flyte.TaskEnvironment.from_task(name, task)",
        )
    return image_uri(image, environment, sctx) if image else None


def image_uri(image: Image, environment: str, sctx: SerializationContext) -> str:
    """Return the image's URI: the built one where the cache has it for the environment, else the image's own."""
    known = sctx.image_cache.image_lookup if sctx.image_cache else {}
    if environment in known:
        return known[environment]
    if image._ref_name is None and (sctx.image_cache is None or not image._layers):
        return image.uri
    named = f"the image named {image._ref_name!r}" if image._ref_name is not None else "an image with layers"
    raise errors.RuntimeUserError(
        "MissingEnvironment",
        f"environment {environment!r} has {named}, whose URI is not known here. Map it with "
        "--image, or, where a task calls into another environment, name that environment in depends_on=[...]",
    )
