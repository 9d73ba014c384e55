"""`flyte.models`: interfaces, contexts and identities that plugins and tasks handle."""

from __future__ import annotations

from flytex_cli.standin._core.common.loggers import logger
from flytex_cli.standin._core.context.action import ActionID, ActionPhase, generate_random_name
from flytex_cli.standin._core.context.paths import CheckpointPaths, PathRewrite, RawDataPath
from flytex_cli.standin._core.context.serialization import CodeBundle, SerializationContext
from flytex_cli.standin._core.context.task_context import (
    CLUSTERED_WORKER_ENV,
    NULL_TASK_CONTEXT,
    CallCounter,
    GroupData,
    TaskContext,
    is_clustered_worker_env,
)
from flytex_cli.standin._core.interface.docstring import Docstring
from flytex_cli.standin._core.interface.native import NativeInterface, extract_return_annotation, literal_to_enum
from flytex_cli.standin._core.settings.limits import MAX_INLINE_IO_BYTES

__all__ = [
    "CLUSTERED_WORKER_ENV",
    "MAX_INLINE_IO_BYTES",
    "NULL_TASK_CONTEXT",
    "ActionID",
    "ActionPhase",
    "CallCounter",
    "CheckpointPaths",
    "CodeBundle",
    "Docstring",
    "GroupData",
    "NativeInterface",
    "PathRewrite",
    "RawDataPath",
    "SerializationContext",
    "TaskContext",
    "extract_return_annotation",
    "generate_random_name",
    "is_clustered_worker_env",
    "literal_to_enum",
    "logger",
]
