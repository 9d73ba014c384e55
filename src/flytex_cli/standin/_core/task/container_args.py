"""The arguments of the Python runtime's container. Fill `container.args`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flytex_cli.standin._core import errors
from flytex_cli.standin._core.context.arguments import code_bundle_arguments, image_cache_arguments
from flytex_cli.standin._core.context.serialization import SerializationContext

if TYPE_CHECKING:
    from .function import RuntimeTaskTemplate


def runtime_args(task: RuntimeTaskTemplate[..., Any, Any], sctx: SerializationContext) -> list[str]:
    """Return the arguments in the SDK's order; templates in double braces are filled by the backend.

    A pickled bundle holds the task itself, so it is named by nothing else; otherwise the resolver is.
    """
    args = [
        "a0",
        *("--inputs", sctx.input_path),
        *("--outputs-path", sctx.output_path),
        *("--version", sctx.version),
        *("--raw-data-path", "{{.rawOutputDataPrefix}}"),
        *("--checkpoint-path", "{{.checkpointOutputPrefix}}"),
        *("--prev-checkpoint", "{{.prevCheckpointPrefix}}"),
        *("--run-name", "{{.runName}}"),
        *("--name", "{{.actionName}}"),
        *("--run-start-time", "{{.runStartTime}}"),
        *image_cache_arguments(sctx.image_cache),
        *code_bundle_arguments(sctx.code_bundle),
    ]
    if sctx.code_bundle is None or not sctx.code_bundle.pkl:
        args += _resolver_args(task, sctx)
    for arg in args:
        if not isinstance(arg, str):
            raise TypeError(f"task {task.name}: container arguments must be strings, got {arg!r} in {args}")
    return args


def _resolver_args(task: RuntimeTaskTemplate[..., Any, Any], sctx: SerializationContext) -> list[str]:
    from flytex_cli.standin._core.resolver.default import DefaultTaskResolver

    resolver = task.task_resolver or DefaultTaskResolver()
    if not sctx.root_dir:
        raise errors.RuntimeSystemError(
            "SerializationError",
            f"task {task.name}: the serialization context needs a root_dir, the folder the task's module is named from",
        )
    return ["--resolver", resolver.import_path, *resolver.loader_args(task=task, root_dir=sctx.root_dir)]
