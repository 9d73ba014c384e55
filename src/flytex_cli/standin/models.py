"""`flyte.models`: interfaces, contexts and identities that plugins and tasks handle."""

from __future__ import annotations

from ._action import ActionID, ActionPhase, generate_random_name
from ._docstring import Docstring
from ._interface import NativeInterface, extract_return_annotation, literal_to_enum
from ._logging import logger
from ._paths import CheckpointPaths, PathRewrite, RawDataPath
from ._serialization import CodeBundle, SerializationContext
from ._task_context import (
    CLUSTERED_WORKER_ENV,
    NULL_TASK_CONTEXT,
    CallCounter,
    GroupData,
    TaskContext,
    is_clustered_worker_env,
)

MAX_INLINE_IO_BYTES = 10 * 1024 * 1024
"""Default of `max_inline_io_bytes`: 10 MiB."""

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
